import TestSupport
import Testing
import Tutor

/// Eight hours of a school day in simulated time: the session against the offline tutor's, a network that fails every
/// seven minutes until noon, a connection that is renewed each hour after it, a pupil who interrupts.
struct SoakTests {
    @Test(.timeLimit(.minutes(10)), arguments: [1] as [UInt64])
    func `in eight hours and a thousand turns no turn is lost and none is wedged`(seed: UInt64) {
        var day = SchoolDay(seed: seed)
        day.run(hours: 8)
        #expect(day.turns >= 1_000, "\(day.turns) turns")
        #expect(day.unanswered == [], "turns at these seconds had no answer")
        #expect(day.faults == [], "seed \(seed)")
        #expect(day.losses >= 30 && day.renewals >= 3, "\(day.losses) losses, \(day.renewals) renewals")
        #expect(day.bargeIns >= 100, "\(day.bargeIns) times interrupted")
        #expect(day.right >= 500, "\(day.right) right answers")
        #expect(day.oldest <= .seconds(60 * 60), "a connection was \(day.oldest) old")
        #expect(day.tutor.isResting)
        // Other tests run beside it otherwise.
        if Thoroughness.isFull {
            let afterFirst = day.resident.dropFirst()
            print("resident at each hour: \(day.resident) KiB")
            #expect((afterFirst.max() ?? 0) - (afterFirst.min() ?? 0) <= 4_096, "\(day.resident)")
        }
    }
}
