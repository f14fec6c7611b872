import Simulation
import Testing
import Tutor

/// Each fault of the book, at each event where it may bite: no turn is lost, none wedges the session.
struct FaultDayTests {
    static let faults = [
        "close-1001", "close-1011", "close-1012", "close-1013", "abort", "expire", "stall-1500", "stall-9000", "half",
        "duplicate", "swap", "huge", "slow-60000", "clock--100000000",
    ]
    static let events = [
        "session.created", "session.updated", "response.created", "response.output_item.added",
        "response.output_audio.delta:3", "response.output_item.done", "conversation.item.added",
        "input_audio_buffer.committed", "response.done:2", "conversation.item.input_audio_transcription.completed",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: faults) func `a fault at any event costs no turn`(fault: String) throws {
        for (number, event) in FaultDayTests.events.enumerated() {
            var day = SchoolDay(seed: UInt64(number), faults: [try LineFault("\(fault)@\(event)")])
            day.run(minutes: 2, loses: false)
            #expect(day.happened.count == 1, "\(fault)@\(event) did not happen")
            #expect(day.turns >= 2, "\(fault)@\(event): \(day.turns) turns")
            #expect(day.unanswered == [], "\(fault)@\(event): turns at these seconds had no answer")
            #expect(day.tutor.isResting, "\(fault)@\(event): \(day.tutor)")
        }
    }

    @Test(arguments: ["late-audio", "refuse-truncate", "busy"]) func `a refusal costs no turn`(fault: String) throws {
        var happened = 0
        for seed in 0..<4 as Range<UInt64> {
            var day = SchoolDay(seed: seed, faults: [try LineFault(fault)])
            day.run(minutes: 5, loses: false)
            happened += day.happened.count
            #expect(day.unanswered == [], "\(fault), seed \(seed): turns at these seconds had no answer")
            #expect(day.tutor.isResting)
        }
        #expect(happened > 0, "\(fault) did not happen")
    }

    @Test(.timeLimit(.minutes(5))) func `many faults on one day cost no turn`() throws {
        for seed in 0..<6 as Range<UInt64> {
            let faults = try FaultDayTests.faults.enumerated().map { index, fault in
                let event = FaultDayTests.events[(index * 7 + Int(seed)) % FaultDayTests.events.count]
                return try LineFault(event.contains(":") ? "\(fault)@\(event)" : "\(fault)@\(event):\(index + 1)")
            }
            var day = SchoolDay(seed: seed, faults: faults)
            day.run(minutes: 12, loses: true)
            #expect(day.happened.count >= 5, "seed \(seed): \(day.happened)")
            #expect(day.unanswered == [], "seed \(seed): turns at these seconds had no answer")
            #expect(day.tutor.isResting, "seed \(seed)")
        }
    }
}
