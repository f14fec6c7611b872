import Audio
import Testing
import Tutor

@testable import Appliance

@Suite(.timeLimit(.minutes(1)))
struct EventInboxTests {
    private let inbox = EventInbox()

    private func postFrame(_ number: Int) {
        inbox.post(.heard(.silence(samples: 480), .silence), at: .milliseconds(20 * number))
    }

    /// What comes next, as milliseconds.
    private func times(hurried: Bool) async -> [Int] {
        await inbox.next(hurried: hurried).map { Int($0.at / .milliseconds(1)) }
    }

    @Test func `a session in a hurry gets each frame at once`() async {
        postFrame(1)
        #expect(await times(hurried: true) == [20])
        async let next = times(hurried: true)
        postFrame(2)
        #expect(await next == [40])
    }

    @Test func `at rest frames come five at a time`() async {
        async let next = times(hurried: false)
        for number in 1...5 { postFrame(number) }
        #expect(await next == [20, 40, 60, 80, 100])
    }

    @Test func `at rest reports of what was played come five at a time too`() async {
        for number in 1...4 {
            postFrame(number)
            inbox.post(.played(samples: 480), at: .milliseconds(20 * number))
        }
        async let next = times(hurried: false)
        inbox.post(.played(samples: 480), at: .milliseconds(100))
        #expect(await next == [20, 20, 40, 40, 60, 60, 80, 80, 100])
    }

    @Test func `at rest any other event brings the frames before it along, in order`() async {
        async let next = times(hurried: false)
        postFrame(1)
        inbox.post(.talkPressed, at: .milliseconds(21))
        #expect(await next == [20, 21])
    }

    @Test func `a session that falls behind loses its newest frames, and nothing else`() async {
        for number in 1...60 { postFrame(number) }
        inbox.post(.talkReleased, at: .seconds(2))
        #expect(inbox.framesDropped == 10)
        #expect(await times(hurried: false) == (1...50).map { 20 * $0 } + [2000])
    }

    @Test func `what came before the end is still handed over, and then nothing`() async {
        inbox.post(.linkUp, at: .milliseconds(1))
        inbox.finish()
        inbox.post(.linkUp, at: .milliseconds(2))
        #expect(await times(hurried: true) == [1])
        #expect(await times(hurried: true) == [])
    }

    @Test func `a session that waits is woken by the end, and by being cancelled`() async {
        async let next = times(hurried: true)
        inbox.finish()
        #expect(await next == [])
        let other = EventInbox()
        let waiting = Task { await other.next(hurried: true).count }
        waiting.cancel()
        #expect(await waiting.value == 0)
    }
}
