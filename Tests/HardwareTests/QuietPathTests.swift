import Audio
import Foundation
import Synchronization
import Testing

@testable import Hardware

/// What the audio threads do besides audio: run by `Tests/HIL/quiet-path.sh`, which loads the library that counts it.
@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: QuietPath.exists, "run it by Tests/HIL/quiet-path.sh, which loads the library that counts"))
struct QuietPathTests {
    private func play(_ milliseconds: Int, on board: LinuxBoard) {
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: milliseconds)) { board.play(frame) }
    }

    /// Again and again: speech that is interrupted, a volume that changes, speech that ends by itself.
    private func talk(_ board: LinuxBoard, _ reader: BoardEventReader, rounds: Int) async {
        for round in 0..<rounds {
            board.setVolume(round.isMultiple(of: 2) ? 60 : 100)
            play(2_000, on: board)
            _ = await reader.read(frames: 25)
            board.stopPlaying()
            _ = await reader.read { if case .silenced = $0 { true } else { false } }
            play(300, on: board)
            _ = await reader.read(frames: 30)
        }
    }

    @Test(arguments: [
        SoundDevices(), SoundDevices(duplex: .half),
        SoundDevices(
            processing: CaptureProcessing(gainControl: true, noiseReduction: true, echoCancellation: true)),
        // Resampled both ways.
        SoundDevices(microphone: "faster", speaker: "faster"),
    ])
    func `after warm-up the audio threads take no memory, no lock and write nothing`(sound: SoundDevices) async throws {
        try TestSound.defineOnce("faster", "type plug slave { pcm default rate 48000 }")
        let board = try LinuxBoard(BoardDescription(name: "quiet", sound: sound))
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        await talk(board, reader, rounds: 1)
        QuietPath.begin()
        await talk(board, reader, rounds: 3)
        QuietPath.end()
        running.cancel()
        try await running.value
        for thread in QuietPath.Thread.allCases {
            #expect(QuietPath.calls(of: thread) > 200, "\(thread) called alsa-lib \(QuietPath.calls(of: thread)) times")
            #expect(
                QuietPath.counts(of: thread).allSatisfy { $0.value == 0 }, "\(thread): \(QuietPath.counts(of: thread))")
            print("\(thread): \(QuietPath.calls(of: thread)) calls of alsa-lib, \(QuietPath.counts(of: thread))")
        }
    }

    /// The control: what the other test would have to see.
    @Test(arguments: QuietPath.Thread.allCases)
    func `an allocation, a lock or a line of output in an audio thread is caught`(thread: QuietPath.Thread) async throws
    {
        let stop = try Wakeup()
        let keeper = Mutex<[Int16]>([])
        QuietPath.begin()
        try await DeviceThread.run(named: thread.rawValue, stop: stop) {
            keeper.withLock { $0 = [Int16](repeating: 1, count: 480) }
            keeper.withLock { $0 = [] }
            var lock = pthread_mutex_t()
            pthread_mutex_init(&lock, nil)
            pthread_mutex_lock(&lock)
            pthread_mutex_unlock(&lock)
            _ = write(2, "\n", 1)
        }
        QuietPath.end()
        let counts = QuietPath.counts(of: thread)
        #expect(counts[.allocation]! > 0 && counts[.release]! > 0 && counts[.lock]! > 0 && counts[.output] == 1)
    }

    /// A lock of Swift's that nobody else holds is invisible from outside: what runs in those threads may not name one.
    @Test(arguments: [
        "Ring", "CaptureReader", "CaptureClock", "Playback", "PlaybackWriter", "PlaybackMeter", "PlayedSound",
        "ALSAFormat+Samples",
    ])
    func `what runs in the audio threads names no lock, no log and no queue with a lock`(file: String) throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Hardware")
        let text = try String(contentsOf: sources.appending(path: "\(file).swift"), encoding: .utf8)
        for word in ["Mutex", "withLock", "print(", "Logger", "BoardEventQueue", "PlaybackQueue(", "deliver("] {
            #expect(!text.contains(word), "\(file).swift has '\(word)'")
        }
    }
}

/// The counting library of `Tests/HIL/quiet-path/quiet.c`.
enum QuietPath {
    enum Thread: String, CaseIterable, Sendable {
        case microphone, speaker
    }

    enum Kind: Int32, CaseIterable, Sendable {
        case allocation, release, lock, wait, output
    }

    private static func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }

    static var exists: Bool { dlsym(nil, "quiet_begin") != nil }
    static func begin() { symbol("quiet_begin", as: (@convention(c) () -> Void).self)?() }
    static func end() { symbol("quiet_end", as: (@convention(c) () -> Void).self)?() }

    static func calls(of thread: Thread) -> Int {
        symbol("quiet_calls", as: (@convention(c) (Int32) -> Int).self)?(index(of: thread)) ?? -1
    }

    static func counts(of thread: Thread) -> [Kind: Int] {
        let count = symbol("quiet_count", as: (@convention(c) (Int32, Int32) -> Int).self)
        return Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { ($0, count?(index(of: thread), $0.rawValue) ?? -1) })
    }

    private static func index(of thread: Thread) -> Int32 {
        switch thread {
        case .microphone: 0
        case .speaker: 1
        }
    }
}
