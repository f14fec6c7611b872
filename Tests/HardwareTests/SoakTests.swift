import Audio
import Foundation
import Hardware
import Testing

/// A long conversation in real time, both ways at once: run by `Tests/HIL/soak.sh`.
@Suite(
    .serialized,
    .enabled(if: Soak.seconds != nil && PulseWorld.exists, "run it by Tests/HIL/soak.sh, which says how long"))
struct SoakTests {
    private let world = PulseWorld()

    @Test func `both directions are whole for as long as it lasts, with no xrun of ours`() async throws {
        let seconds = try #require(Soak.seconds)
        let board = try LinuxBoard(BoardDescription(name: "soak"))
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        let world = world
        let pattern = Soak.pattern
        let speaking = Task { try await SoundCommand.play(pattern, forSeconds: seconds + 10, on: "micfeed") }
        let room = try SoundCommand.Recording(from: "spkmon", checking: PatternCheck(pattern))
        defer { _ = world }

        var heard = PatternCheck(pattern)
        var soak = Soak(seconds: seconds)
        // Until the pupil is heard.
        while !heard.hasBegun, case .heard(let frame, _)? = await reader.read(frames: 1).last {
            heard.add(frame.samples)
        }
        let before = Soak.usage()
        let watch = StallWatch()
        let health = board.health
        var turn = 0
        while !soak.isOver {
            // Every second speech is interrupted; each begins with the pattern.
            let length = 400 + (turn * 613) % 1_900
            for frame in BoardConformance.frames(Soak.speech(milliseconds: length)) { board.play(frame) }
            if turn.isMultiple(of: 2) {
                let events = await reader.read(frames: 10 + turn % 7)
                soak.take(events, &heard)
                let asked = MonotonicClock.now
                board.stopPlaying()
                let rest = await reader.read { if case .silenced = $0 { true } else { false } }
                soak.take(rest, &heard)
                if case .silenced(let at)? = rest.last { soak.silences.append(at - asked) }
            } else {
                var left = length * 24
                let events = await reader.read { event in
                    if case .played(let samples, _) = event { left -= samples }
                    return left <= 0
                }
                soak.take(events, &heard)
            }
            soak.take(await reader.read(frames: 4), &heard)
            turn += 1
        }
        let used = Soak.usage()
        watch.end()
        let after = board.health
        speaking.cancel()
        let said = await room.end()
        running.cancel()
        try await running.value
        soak.report(turns: turn, health: after, heard: heard, said: said, cpu: (before, used), stalls: watch)

        #expect(after.overruns == health.overruns, "\(after)")
        // Nobody can feed a device while nothing runs.
        #expect(after.underruns - health.underruns <= watch.count, "\(after), but \(watch.count) stalls of the machine")
        #expect(after.framesDropped == 0)
        #expect(abs(soak.drift / .milliseconds(1)) < 40, "frames are \(soak.drift) off the clock")
        #expect(soak.percentile(0.99) <= .milliseconds(60), "silence after \(soak.percentile(0.99))")
        // The cables' far ends are programs of others, which may stall on a busy machine.
        let permitted = 2 + seconds / 60
        #expect(heard.matched > seconds * 24_000 * 9 / 10 && heard.slips <= permitted, "microphone: \(heard)")
        #expect(said.matched > seconds * 24_000 / 3 && said.slips <= permitted, "loudspeaker: \(said)")
    }
}
