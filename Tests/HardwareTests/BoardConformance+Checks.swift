import Audio
import Hardware
import Testing

extension BoardConformance {
    func framesFlowAlways(_ reader: BoardEventReader) async {
        let frames = await reader.read(frames: 50).frames
        #expect(frames.allSatisfy { $0.frame.samples.count == 480 })
        let steps = zip(frames, frames.dropFirst()).map { $1.at - $0.at }
        #expect(steps.allSatisfy { $0 > .milliseconds(10) && $0 < .milliseconds(30) }, "steps: \(steps)")
        if let first = frames.first, let last = frames.last {
            let span = last.at - first.at
            #expect(abs(span / .milliseconds(20) - 49) < 1.5, "50 frames began within \(span)")
            #expect(last.at <= MonotonicClock.now && last.at > MonotonicClock.now - .seconds(1))
        }
    }

    func pressesAreStamped(_ reader: BoardEventReader) async throws {
        for button in world.buttons {
            let before = MonotonicClock.now
            try await world.press(button)
            let pressed = await reader.read { if case .pressed = $0 { true } else { false } }
            let between = MonotonicClock.now
            _ = await reader.read(frames: 10)
            try await world.release(button)
            let released = await reader.read { if case .released = $0 { true } else { false } }
            let after = MonotonicClock.now
            guard case .pressed(let first, let down) = pressed.last, case .released(let second, let up) = released.last
            else {
                Issue.record("no press or no release of \(button)")
                return
            }
            #expect(first == button && second == button)
            #expect(before <= down && down <= between && between <= up && up <= after)
            let later = await reader.read(frames: 10)
            #expect(!later.contains { if case .pressed = $0 { true } else { false } }, "pressed twice")
        }
    }

    func speechIsHeard(_ reader: BoardEventReader) async throws {
        let spoken = BoardConformance.sound(milliseconds: 600)
        let world = world
        async let speaking: Void = world.speak(spoken)
        // Until the loud part and some time after it have come.
        var heard: [Int16] = []
        while let event = await reader.next() {
            guard case .heard(let frame, _) = event else { continue }
            heard += frame.samples
            if let onset = Likeness.onset(of: heard), heard.count > onset + spoken.count + 4_800 { break }
            if heard.count > 24_000 * 30 { break }
        }
        try await speaking
        #expect(Likeness.of(spoken, in: heard) > 0.95)
    }

    func playbackIsHeard(_ board: any Board, _ reader: BoardEventReader) async throws {
        let sound = BoardConformance.sound(milliseconds: 800)
        var likeness: [Double] = []
        // A host that stalls may cost a period of sound now and then; it does not do so each time.
        while likeness.count < 3, likeness.last ?? 0 <= 0.95 {
            let heard = try await world.listen {
                for frame in BoardConformance.frames(sound) { board.play(frame) }
                var left = sound.count
                _ = await reader.read { event in
                    if case .played(let samples, _) = event { left -= samples }
                    return left <= 0
                }
                _ = await reader.read(frames: 15)
            }
            guard let heard else { return }
            likeness.append(Likeness.of(sound, in: heard))
        }
        #expect((likeness.last ?? 0) > 0.95, "likeness: \(likeness)")
    }

    func playbackIsReported(_ board: any Board, _ reader: BoardEventReader) async {
        let sound = BoardConformance.sound(milliseconds: 1_000)
        let began = MonotonicClock.now
        for frame in BoardConformance.frames(sound) { board.play(frame) }
        var left = sound.count
        let events = await reader.read { event in
            if case .played(let samples, _) = event { left -= samples }
            return left <= 0
        }
        #expect(events.samplesPlayed == sound.count)
        let times = events.compactMap { if case .played(_, let at) = $0 { at } else { nil } }
        #expect(times.count >= 5, "\(times.count) reports in a second")
        #expect(times == times.sorted())
        if let last = times.last {
            #expect(last - began > .milliseconds(850) && last - began < .milliseconds(2_000), "took \(last - began)")
        }
        let later = await reader.read(frames: 15)
        #expect(later.samplesPlayed == 0 && later.silences == 0)
    }

    func stoppingIsTold(_ board: any Board, _ reader: BoardEventReader) async {
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 3_000)) { board.play(frame) }
        var events = await reader.read(frames: 30)
        let stopped = MonotonicClock.now
        board.stopPlaying()
        events += await reader.read { if case .silenced = $0 { true } else { false } }
        guard case .silenced(let at) = events.last else {
            Issue.record("no silence was told")
            return
        }
        #expect(at - stopped < .milliseconds(60), "silent after \(at - stopped)")
        #expect(events.samplesPlayed > 4_800 && events.samplesPlayed < 48_000, "\(events.samplesPlayed) samples")
        #expect(events.samplesPlayed <= AudioFrame.samples(in: .milliseconds(1_500)))
        let later = await reader.read(frames: 25)
        #expect(later.samplesPlayed == 0 && later.silences == 0)
    }

    func everyStopIsAnswered(_ board: any Board, _ reader: BoardEventReader) async {
        board.stopPlaying()
        _ = await reader.read { if case .silenced = $0 { true } else { false } }
        for _ in 0..<3 { board.stopPlaying() }
        let events = await reader.read(frames: 25)
        #expect(events.silences == 3)
        #expect(events.samplesPlayed == 0)
    }

    func playingGoesOnAfterStopping(_ board: any Board, _ reader: BoardEventReader) async {
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 2_000)) { board.play(frame) }
        _ = await reader.read(frames: 10)
        board.stopPlaying()
        let next = BoardConformance.sound(milliseconds: 300, seed: 11)
        for frame in BoardConformance.frames(next) { board.play(frame) }
        _ = await reader.read { if case .silenced = $0 { true } else { false } }
        let events = await reader.read(frames: 50)
        #expect(events.samplesPlayed == next.count)
        #expect(events.silences == 0)
    }

    func gapsAreNoErrors(_ board: any Board, _ reader: BoardEventReader) async {
        let half = BoardConformance.frames(BoardConformance.sound(milliseconds: 200))
        for frame in half { board.play(frame) }
        var events = await reader.read(frames: 40)
        #expect(events.samplesPlayed == 4_800)
        for frame in half { board.play(frame) }
        events += await reader.read(frames: 40)
        #expect(events.samplesPlayed == 9_600)
        #expect(events.silences == 0)
        #expect(!events.contains { if case .speaker = $0 { true } else { false } }, "the speaker was told to be lost")
    }

    func volumeIsObeyed(_ board: any Board, _ reader: BoardEventReader) async throws {
        let sound = BoardConformance.sound(milliseconds: 400)
        for volume in [0, 100] {
            board.setVolume(volume)
            // It may take a frame or two until it is so.
            _ = await reader.read(frames: 5)
            var played = 0
            let heard = try await world.listen {
                for frame in BoardConformance.frames(sound) { board.play(frame) }
                _ = await reader.read { event in
                    if case .played(let samples, _) = event { played += samples }
                    return played >= sound.count
                }
                _ = await reader.read(frames: 15)
            }
            #expect(played == sound.count)
            guard let heard else { continue }
            let peak = heard.reduce(0) { max($0, Int($1.magnitude)) }
            #expect(volume == 0 ? peak == 0 : peak > 5_000, "at volume \(volume) a peak of \(peak)")
        }
    }

    func recordingLampIsHonest(_ board: any Board, _ reader: BoardEventReader) async throws {
        guard try await world.isRecordingLampLit() == false else {
            #expect(try await world.isRecordingLampLit() == nil, "lit before anything was shown")
            return
        }
        for lamp in Lamp.allCases {
            board.show(lamp)
            #expect(try await world.isRecordingLampLit() == (lamp == .listening), "shown: \(lamp)")
        }
    }
}
