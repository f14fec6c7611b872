import Appliance
import Audio
import Hardware
import Tutor

/// One visit to a running board. Belongs to the task that examines.
struct BoardExamination {
    let probe: BoardProbe
    let board: any Board
    /// Without the lines that cannot be had.
    let usable: BoardDescription
    let refused: [LampLine.Source: String]
    let ear: BoardEar
    let journal: Journal

    typealias Fault = BoardEar.HardwareFault

    var clock: any Timekeeper { probe.clock }
    var sound: SoundDevices { probe.description.sound }

    /// A check on this task, with its time told. What listens has limits of its own.
    func measure(
        _ check: Check, _ work: () async throws(Fault) -> [any Finding]
    ) async throws(Fault) {
        guard journal.wants(check) else { return }
        journal.begin(check)
        let begin = ContinuousClock.now
        journal.keep(check, try await work(), took: ContinuousClock.now - begin)
    }

    func run(openedAfter took: Duration) async throws(Fault) {
        try await measure(.card) { () throws(Fault) in cards(after: took) }
        let microphoneRuns = ear.microphone == .running
        let speakerRuns = ear.speaker == .running
        var floor = -96.0
        if microphoneRuns {
            journal.begin(.microphone)
            let levels = try await listen(for: .milliseconds(1_500))
            floor = levels.floor
            journal.keep(
                .microphone,
                [MicrophoneFinding(device: sound.microphone, levels: levels, processing: sound.processing)],
                took: .milliseconds(1_500))
            let hears = try await level(floor: floor, isDead: levels.isDead)
            try await loop(speakerRuns: speakerRuns, hears: hears ?? (levels.isDead ? false : nil))
        } else {
            journal.skip([.microphone, .level, .loop], "The microphone does not run.")
        }
        try await buttons()
        try await lamps(microphoneRuns: microphoneRuns)
    }

    /// Waits until both devices have said how they are, and a line that cannot be had would have.
    /// Returns how long that took.
    func open() async throws(Fault) -> Duration {
        let begin = ear.time
        while ear.microphone == nil || ear.speaker == nil {
            guard ear.time - begin < BoardProbe.patience else { break }
            _ = try await ear.listen(for: .milliseconds(50)) { _ in Bool?.none }
        }
        let took = ear.time - begin
        _ = try await ear.listen(for: .milliseconds(300)) { _ in Bool?.none }
        return took
    }

    private func cards(after took: Duration) -> [any Finding] {
        [
            CardFinding(
                device: .microphone, name: sound.microphone, state: ear.microphone, took: took),
            CardFinding(device: .loudspeaker, name: sound.speaker, state: ear.speaker, took: took),
        ]
    }

    func listen(for length: Duration) async throws(Fault) -> HeardLevels {
        var levels = HeardLevels()
        _ = try await ear.listen(for: length) { event -> Bool? in
            if case .heard(let frame, _) = event { levels.add(frame) }
            return nil
        }
        return levels
    }

    /// Tells whoever is there what to do: in writing, and aloud where that is wanted.
    func instruct(_ text: String) async throws(Fault) {
        await probe.attendant.tell(text)
        guard let announcer = probe.announcer, ear.speaker == .running else { return }
        let (frames, frame) = AsyncStream.makeStream(of: AudioFrame.self)
        announcer.say(text, in: .english) { frame.yield($0) }
        let spoken = await Race.run(within: .seconds(5)) { await frames.first { _ in true } }
        guard let spoken, let spoken else { return }
        try await play(spoken)
    }

    /// Plays, and waits until it was heard.
    func play(_ sound: AudioFrame) async throws(Fault) {
        for frame in sound.parts { board.play(frame) }
        var left = sound.samples.count
        _ = try await ear.listen(for: sound.duration + .seconds(2)) { event -> Bool? in
            switch event {
            case .played(let samples, _):
                left -= samples
                return left <= 0 ? true : nil
            case .silenced: return true
            case .heard, .pressed, .released, .held, .microphone, .speaker, .lamp: return nil
            }
        }
    }
}

extension AudioFrame {
    /// Pieces of 20 ms.
    var parts: [AudioFrame] {
        stride(from: 0, to: samples.count, by: 480).map {
            AudioFrame(Array(samples[$0..<min($0 + 480, samples.count)]))
        }
    }
}
