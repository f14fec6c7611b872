import Audio
import Foundation
import Hardware
import Testing

/// Real alsa-lib in real time, over PulseAudio null sinks: run by `Tests/HIL/pulse.sh`.
@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: PulseWorld.exists, "run it by Tests/HIL/pulse.sh, which starts the sound server that it needs"))
struct PulseTests {
    private let world = PulseWorld()

    private func board() throws -> LinuxBoard { try LinuxBoard(BoardDescription(name: "pulse")) }

    @Test(arguments: BoardConformance.Check.allCases)
    func `a board on a sound server keeps its promises`(check: BoardConformance.Check) async throws {
        try await BoardConformance(world: world, makeBoard: board).run(check)
    }

    @Test func `sound devices that go away are told at once, and are back within 2 s of their return`() async throws {
        let board = try board()
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        board.show(.listening)
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 4_000)) { board.play(frame) }
        _ = await reader.read(frames: 25)

        let killed = MonotonicClock.now
        try world.killServer()
        let events = await reader.readUntilLost()
        #expect(MonotonicClock.now - killed < .milliseconds(1_500))
        #expect(events.samplesPlayed < 96_000)

        _ = await reader.waitUntilRunning()
        let back = MonotonicClock.now
        #expect(back - world.serverStarted() < .seconds(2))
        let sound = BoardConformance.sound(milliseconds: 200)
        for frame in BoardConformance.frames(sound) { board.play(frame) }
        #expect(await reader.read(frames: 40).samplesPlayed == sound.count)
        running.cancel()
        try await running.value
    }

    @Test func `a sound server that stands still is a lost microphone, and all goes on when it does`() async throws {
        let board = try board()
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        _ = await reader.read(frames: 10)
        try world.signalServer(SIGSTOP)
        let stopped = MonotonicClock.now
        let lost = await reader.read { if case .microphone(.lost) = $0 { true } else { false } }
        try world.signalServer(SIGCONT)
        #expect(MonotonicClock.now - stopped < .seconds(2))
        #expect(lost.count < 20, "it was lost only after \(lost.count) events")
        _ = await reader.read { $0 == .microphone(.running) }
        let sound = BoardConformance.sound(milliseconds: 300)
        for frame in BoardConformance.frames(sound) { board.play(frame) }
        let events = await reader.read(frames: 60)
        #expect(events.samplesPlayed == sound.count || events.silences > 0)
        running.cancel()
        try await running.value
    }

    /// How loud (dBFS) the microphone is in the last 3 of 9 seconds of sound that is played.
    private func levelHeard(with processing: CaptureProcessing) async throws -> Double {
        let board = try LinuxBoard(BoardDescription(name: "pulse", sound: SoundDevices(processing: processing)))
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 9_000)) { board.play(frame) }
        _ = await reader.read(frames: 290)
        let level = Level(of: await reader.read(frames: 150).samplesHeard)
        running.cancel()
        try await running.value
        return level.rms
    }

    @Test func `in a room where the loudspeaker is heard, its echo is taken out by 12 dB`() async throws {
        let pactl = "/usr/bin/pactl"
        let module = try await SoundCommand.output(of: [
            pactl, "load-module", "module-loopback", "source=spk.monitor", "sink=micpipe", "latency_msec=60",
            "adjust_time=0",
        ]).trimmingCharacters(in: .whitespacesAndNewlines)
        let plain = try await levelHeard(with: CaptureProcessing())
        #expect(plain > -40, "nothing was heard: \(plain) dBFS")
        // A host that stalls makes the room itself jump, and the way of the echo must be learned anew; not each time.
        var cancelled: [Double] = []
        while cancelled.count < 3, plain - (cancelled.last ?? plain) < 12 {
            cancelled.append(try await levelHeard(with: CaptureProcessing(echoCancellation: true)))
        }
        _ = try await SoundCommand.output(of: [pactl, "unload-module", module])
        #expect(plain - (cancelled.last ?? plain) >= 12, "\(plain) dBFS became \(cancelled)")
    }

    @Test func `with half duplex nothing is heard while the loudspeaker is audible, and everything after it`()
        async throws
    {
        let board = try LinuxBoard(
            BoardDescription(name: "pulse", sound: SoundDevices(duplex: .half, echoTailMilliseconds: 100)))
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        let world = world
        async let speaking: Void = world.speak(TestSound.noise(samples: 24_000 * 4, seed: 8))
        func isLoud(_ event: BoardEvent) -> Bool {
            if case .heard(let frame, _) = event { Level(of: frame.samples).rms > -30 } else { false }
        }
        _ = await reader.read(until: isLoud)
        _ = await reader.read(frames: 10)
        let sound = BoardConformance.sound(milliseconds: 600)
        for frame in BoardConformance.frames(sound) { board.play(frame) }
        var left = sound.count
        let during = await reader.read { event in
            if case .played(let samples, _) = event { left -= samples }
            return left <= 0
        }
        let after = await reader.read(frames: 40)
        let reports = during.compactMap { event -> (samples: Int, at: Duration)? in
            if case .played(let samples, let at) = event { (samples, at) } else { nil }
        }
        let from = try #require(reports.first).at
        let to = try #require(reports.last).at
        let silenced = (during + after).frames.filter { $0.at > from && $0.at < to + .milliseconds(50) }
        #expect(silenced.count > 20 && silenced.allSatisfy { $0.frame.samples.allSatisfy { $0 == 0 } })
        let free = after.frames.filter { $0.at > to + .milliseconds(220) }
        #expect(free.count > 5 && free.allSatisfy { Level(of: $0.frame.samples).rms > -30 })
        try await speaking
        running.cancel()
        try await running.value
    }
}

/// The cables that `Tests/HIL/pulse.sh` lays: `micfeed` into the microphone, `spkmon` from the loudspeaker.
struct PulseWorld: BoardWorld {
    private static var processFile: String? { ProcessInfo.processInfo.environment["TUTOR_PULSE_PID"] }
    static var exists: Bool { processFile != nil }

    let buttons: [Button] = []
    func press(_ button: Button) {}
    func release(_ button: Button) {}
    func isRecordingLampLit() -> Bool? { nil }
    func speak(_ samples: [Int16]) async throws { try await SoundCommand.play(samples, on: "micfeed") }

    func listen(during body: () async throws -> Void) async throws -> [Int16]? {
        try await SoundCommand.record(from: "spkmon", during: body)
    }

    /// Kills the server as a pulled plug would; the script starts it again after a second.
    func killServer() throws { try signalServer(SIGKILL) }

    func signalServer(_ signal: Int32) throws {
        let file = try #require(PulseWorld.processFile)
        let text = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        kill(try #require(pid_t(text)), signal)
    }

    /// When the script started the server last.
    func serverStarted() -> Duration {
        var facts = stat()
        guard let file = PulseWorld.processFile, stat(file, &facts) == 0 else { return .zero }
        let age = Date().timeIntervalSince1970 - Double(facts.st_mtim.tv_sec) - Double(facts.st_mtim.tv_nsec) / 1e9
        return MonotonicClock.now - .seconds(age)
    }
}
