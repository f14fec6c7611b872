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
    func killServer() throws {
        let file = try #require(PulseWorld.processFile)
        let text = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        kill(try #require(pid_t(text)), SIGKILL)
    }

    /// When the script started the server last.
    func serverStarted() -> Duration {
        var facts = stat()
        guard let file = PulseWorld.processFile, stat(file, &facts) == 0 else { return .zero }
        let age = Date().timeIntervalSince1970 - Double(facts.st_mtim.tv_sec) - Double(facts.st_mtim.tv_nsec) / 1e9
        return MonotonicClock.now - .seconds(age)
    }
}
