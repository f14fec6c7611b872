import Lessons
import Statements
import Sync
import TestSupport
import Testing

/// What must not be taken for stored, though something says so.
struct DistrustTests {
    private let two = SyncBatch(number: 1, ids: ["a", "b"])

    private func posting(_ batch: SyncBatch) -> SyncRun {
        var run = SyncRun()
        _ = run.start()
        #expect(run.handle(.batch(batch)) == [.post(batch)])
        return run
    }

    @Test func `a log-in page that says 200 to anything has stored nothing`() {
        var run = posting(two)
        guard case .stop(.address(status: 200, _))? = run.handle(.answered(.foreign(status: 200), jitter: 0)).first
        else {
            Issue.record("it was believed")
            return
        }
    }

    @Test(arguments: [201, 202, 206]) func `only 200 and 204 say that a batch is stored`(status: Int) {
        var run = posting(two)
        let actions = run.handle(.answered(.status(status, text: "", retryAfter: nil), jitter: 0))
        #expect(actions == [.stop(.address(status: status, text: ""))])
    }

    /// Both ends came on a stick, with the export of one class; what lies between them did not.
    @Test func `a conflict about a batch that was never sent is looked into one by one`() {
        var run = posting(two)
        #expect(
            run.handle(.answered(.status(409, text: "", retryAfter: nil), jitter: 0)) == [.split(two), .fetch])
        // After a lost reply the ends tell: batches go in whole.
        for answer in [StoreAnswer.lost("gone"), .status(500, text: "", retryAfter: nil)] {
            var again = posting(two)
            _ = again.handle(.answered(answer, jitter: 0))
            #expect(again.handle(.woke) == [.fetch])
            #expect(again.handle(.batch(two)) == [.post(two)])
            #expect(
                again.handle(.answered(.status(409, text: "", retryAfter: nil), jitter: 0)) == [.look("a", two)])
        }
    }

    @Test(arguments: [401, 403]) func `an account that may only write is told what it lacks`(status: Int) {
        var run = posting(SyncBatch(number: 1, ids: ["a"]))
        _ = run.handle(.answered(.status(409, text: "", retryAfter: nil), jitter: 0))
        let actions = run.handle(.notFound(.status(status, text: "", retryAfter: nil), jitter: 0))
        #expect(actions == [.stop(.unreadable(status: status))])
        #expect("\(SyncFault.unreadable(status: status))".contains("statements/read/mine"))
    }

    @Test func `what a store says of a statement is in no fault, which gets into the log`() {
        let echo = "{\"input\":{\"response\":\"forty-two\"}}"
        var run = SyncRun(mostFailures: 1)
        _ = run.start()
        _ = run.handle(.batch(two))
        let actions = run.handle(.answered(.status(500, text: echo, retryAfter: nil), jitter: 0))
        guard case .stop(let fault)? = actions.first else {
            Issue.record("\(actions)")
            return
        }
        #expect(!"\(fault)".contains("forty-two"))
        #expect(!"\(SyncFault.refusesAll(status: 422, text: echo))".contains("forty-two"))
    }

    @Test(arguments: [201, 302, 404, 415]) func `a page that repeats what it was sent is in no fault either`(
        status: Int
    ) {
        var run = posting(two)
        let echo = StoreAnswer.status(status, text: "forty-two", retryAfter: nil)
        guard case .stop(let fault)? = run.handle(.answered(echo, jitter: 0)).first else {
            Issue.record("it goes on")
            return
        }
        #expect(!"\(fault)".contains("forty-two"))
    }
}
