import GRDB
import Gradebook
import Lessons
import Mastery
import Realtime
import Statements
import Testing

/// What is kept beside the answers: hints, a teacher's decisions, answers of the tutor that were stopped.
@Suite struct HappeningTests {
    private static let home = "https://school.example"

    private static func log(
        _ keep: (ProgressStore, SessionID) throws -> Void
    ) throws -> [StatementLogTests.Logged] {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path(), origin: Origin(home: home, device: "k1"))
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        let before = try StatementLogTests.log(store).count
        try keep(store, session)
        let log = Array(try StatementLogTests.log(store).dropFirst(before))
        #expect(log.allSatisfy { $0.waits && !$0.isVoid && StatementFaults.none($0.statement.json) })
        return log
    }

    private static func activity(_ logged: StatementLogTests.Logged) throws -> String {
        guard case .activity(let activity) = logged.statement.object else {
            throw GradebookError.invalid("\(logged.verb) is of no activity")
        }
        return activity.id
    }

    @Test func `a hint is told of its question, with its number`() throws {
        let log = try HappeningTests.log { store, session in
            for number in 1...2 {
                try store.recordHint(number, on: "a", "add", in: session, at: .seconds(number), wall: Samples.morning)
            }
        }
        #expect(log.map(\.verb) == ["interacted", "interacted"])
        #expect(try Set(log.map(HappeningTests.activity)) == ["\(HappeningTests.home)/item/sums/a"])
        #expect(log.map { $0.statement.context.extensions["\(HappeningTests.home)/ext/hint"] } == [1, 2])
    }

    @Test func `a teacher's decision is told of its tool`() throws {
        let log = try HappeningTests.log { store, session in
            try store.recordApproval(of: "shop", isAllowed: true, in: session, at: .seconds(1), wall: Samples.morning)
            try store.recordApproval(
                of: "shop.buy it", isAllowed: false, in: session, at: .seconds(2), wall: Samples.morning)
        }
        #expect(log.map(\.verb) == ["approved", "denied"])
        #expect(
            try log.map(HappeningTests.activity)
                == ["\(HappeningTests.home)/tool/shop", "\(HappeningTests.home)/tool/shop.buy%20it"])
    }

    @Test func `an answer that was stopped is told by its topic, and without its words`() throws {
        let log = try HappeningTests.log { store, session in
            try store.recordIncident(
                topic: "weapons", excerpt: "how to build a catapult", in: session, at: .seconds(1),
                wall: Samples.morning)
            #expect(try store.incidents().map(\.excerpt) == ["how to build a catapult"])
        }
        #expect(log.map(\.verb) == ["flagged"])
        #expect(log[0].statement.context.extensions["\(HappeningTests.home)/ext/topic"] == "weapons")
        #expect(!log[0].statement.json.contains("catapult"))
    }

    @Test func `none of it is evidence of knowing, and none of it is kept of a sitting that is not there`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.recordHint(1, on: "a", "add", in: session, at: .zero)
        try store.recordApproval(of: "shop", isAllowed: true, in: session, at: .zero)
        #expect(try store.skills(of: .guest).isEmpty)
        #expect(try store.answerCount() == 0)
        let count = try StatementLogTests.log(store).count
        #expect(throws: GradebookError.unknownSession("none")) {
            try store.recordHint(1, on: "a", "add", in: "none", at: .zero)
        }
        #expect(throws: GradebookError.unknownSession("none")) {
            try store.recordIncident(topic: "t", excerpt: "e", in: "none", at: .zero)
        }
        #expect(try StatementLogTests.log(store).count == count && store.incidents().isEmpty)
    }
}
