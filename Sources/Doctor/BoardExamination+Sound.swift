import Appliance
import Audio
import Hardware

extension BoardExamination {
    /// Asks for a voice. Returns whether one was heard; nil where none was asked for.
    func level(floor: Double, isDead: Bool) async throws(Fault) -> Bool? {
        let limit = probe.options.speakWithin ?? .seconds(10)
        guard probe.attendant.isThere || probe.options.speakWithin != nil else {
            journal.skip([.level], "Nobody can be asked to speak: there is no terminal (--speak-within SECONDS waits).")
            return nil
        }
        guard !isDead else {
            journal.skip([.level], "The microphone delivers nothing: nobody is asked to speak.")
            return nil
        }
        var heard: Bool?
        try await measure(.level) { () throws(Fault) in
            try await instruct("Please say something to the box: count to ten.")
            // A voice begins when two frames in a row stand out of the room.
            var loud = 0
            let began = try await ear.listen(for: limit) { event -> AudioFrame? in
                guard case .heard(let frame, _) = event else { return nil }
                loud = Level(of: frame.samples).rms > floor + LevelFinding.onset ? loud + 1 : 0
                return loud >= 2 ? frame : nil
            }
            var voice: HeardLevels?
            if let began {
                voice = try await listen(for: .seconds(3))
                voice?.add(began)
            }
            heard = voice != nil
            return [
                LevelFinding(
                    device: sound.microphone, voice: voice, floor: floor, limit: limit, processing: sound.processing)
            ]
        }
        return heard
    }

    /// Plays a chirp, and looks for it in what the microphone hears.
    func loop(speakerRuns: Bool, hears: Bool?) async throws(Fault) {
        guard speakerRuns else { return journal.skip([.loop], "The loudspeaker does not run.") }
        try await measure(.loop) { () throws(Fault) in
            let chirp = Chirp().frame
            // What was said before rings out, and shows what noise there is.
            var captured = try await capture(for: .milliseconds(400))
            let asked = clock.now
            for frame in chirp.parts { board.play(frame) }
            captured += try await capture(for: chirp.duration + .milliseconds(1_200))
            guard let audible = captured.audible else {
                return [
                    LoopFinding(measurement: nil, latency: .zero, late: .zero, microphoneHears: hears, sound: sound)
                ]
            }
            let measurement = LoopMeasurement(of: chirp.samples, in: captured.samples)
            let arrived = (captured.start ?? asked) + AudioFrame.duration(ofSamples: measurement?.delay ?? 0)
            return [
                LoopFinding(
                    measurement: measurement, latency: arrived - asked, late: arrived - audible,
                    microphoneHears: hears, sound: sound)
            ]
        }
    }

    private func capture(for length: Duration) async throws(Fault) -> Capture {
        var capture = Capture()
        _ = try await ear.listen(for: length) { event -> Bool? in
            capture.add(event)
            return nil
        }
        return capture
    }
}

/// What was heard and played in a while.
struct Capture {
    var samples: [Int16] = []
    /// When the first sample was captured.
    var start: Duration?
    /// When the first sample that was played became audible.
    var audible: Duration?

    mutating func add(_ event: BoardEvent) {
        switch event {
        case .heard(let frame, let at):
            if start == nil { start = at }
            samples += frame.samples
        case .played(let count, let at):
            if audible == nil { audible = at - AudioFrame.duration(ofSamples: count) }
        case .pressed, .released, .held, .silenced, .microphone, .speaker, .lamp: break
        }
    }

    static func += (capture: inout Capture, more: Capture) {
        if capture.start == nil { capture.start = more.start }
        capture.samples += more.samples
        // Only what is played in the second part is the test sound.
        capture.audible = more.audible
    }
}
