import Audio
import Foundation
import Hardware
import Synchronization
import Testing

/// The data path through real alsa-lib, sample by sample, with its `file` and `null` plugins.
@Suite(.serialized)
struct UnpacedSoundTests {
    /// Plays frames on a device of alsa-lib's and returns all events up to the last sample's report.
    private func play(
        _ samples: [Int16], on device: String, pieces: Int = 700, ceiling: Int = 100,
        setUp: (ALSASpeaker) -> Void = { _ in }
    ) async throws -> [BoardEvent] {
        let queue = BoardEventQueue()
        let speaker = try ALSASpeaker(device: device, ceilingPercent: ceiling) { queue.post($0) }
        setUp(speaker)
        let running = Task { try await speaker.run() }
        var events: [BoardEvent] = []
        for await event in queue.events {
            events.append(event)
            if event == .speaker(.running) {
                for at in stride(from: 0, to: samples.count, by: pieces) {
                    speaker.play(AudioFrame(Array(samples[at..<min(samples.count, at + pieces)])))
                }
            }
            if events.samplesPlayed >= samples.count { break }
        }
        running.cancel()
        try await running.value
        return events
    }

    private func written(to file: URL) throws -> [Int16] { PCM16.samples(of: [UInt8](try Data(contentsOf: file))) }

    @Test func `what is played reaches the device sample by sample`() async throws {
        let file = TestSound.folder.appending(path: "exact.raw")
        try TestSound.define("pcm.exact { type file slave.pcm null file '\(file.path)' format raw }")
        let samples = TestSound.noise(samples: 24_000, seed: 1)
        let events = try await play(samples, on: "exact")
        #expect(try written(to: file) == samples)
        #expect(events.first == .speaker(.running))
        #expect(events.samplesPlayed == samples.count)
    }

    @Test(arguments: [48_000, 44_100, 16_000])
    func `a device of another rate gets the same sound at its own`(rate: Int) async throws {
        let file = TestSound.folder.appending(path: "rate\(rate).raw")
        try TestSound.define(
            """
            pcm.rate\(rate)out { type file slave.pcm null file '\(file.path)' format raw }
            pcm.rate\(rate) { type plug slave { pcm rate\(rate)out rate \(rate) } }
            """)
        let samples = TestSound.tone(1_000, samples: 24_000)
        _ = try await play(samples, on: "rate\(rate)")
        let result = try written(to: file)
        #expect(abs(result.count - rate) < rate / 100, "\(result.count) samples")
        let same = TestSound.tone(1_000, samples: rate, rate: Double(rate))
        #expect(Likeness.of(Array(same.prefix(rate / 2)), in: result) > 0.99)
    }

    @Test(arguments: [(50, 100), (100, 50)])
    func `a volume is the cube of its loudness in every sample, below the ceiling`(percent: Int, ceiling: Int)
        async throws
    {
        let name = "quiet\(percent)"
        let file = TestSound.folder.appending(path: "\(name).raw")
        try TestSound.define("pcm.\(name) { type file slave.pcm null file '\(file.path)' format raw }")
        let samples = TestSound.noise(samples: 24_000, seed: 1)
        _ = try await play(samples, on: name, ceiling: ceiling) { $0.setVolume(percent) }
        let expected = samples.map { Int16((Double($0) / 8 + 0.5).rounded(.down)) }
        #expect(try written(to: file) == expected)
    }

    @Test func `a ceiling holds before anybody sets a volume`() async throws {
        let file = TestSound.folder.appending(path: "ceiling.raw")
        try TestSound.define("pcm.ceiling { type file slave.pcm null file '\(file.path)' format raw }")
        _ = try await play([Int16](repeating: 16_000, count: 4_800), on: "ceiling", ceiling: 50) { _ in }
        #expect(try written(to: file) == [Int16](repeating: 2_000, count: 4_800))
    }

    @Test func `what a device captures comes in frames, sample by sample`() async throws {
        let file = TestSound.folder.appending(path: "spoken.raw")
        let samples = TestSound.noise(samples: 48_000, seed: 2)
        try samples.withUnsafeBytes { Data($0) }.write(to: file)
        try TestSound.define(
            "pcm.spoken { type file slave.pcm null file /dev/null infile '\(file.path)' format raw }")
        let queue = BoardEventQueue()
        let frames = Atomic(0)
        // Such a device captures far more than real time, and the queue drops the oldest of what is not read.
        let microphone = try ALSAMicrophone(device: "spoken") { event in
            if case .heard = event, frames.add(1, ordering: .relaxed).oldValue >= samples.count / 480 { return }
            queue.post(event)
        }
        let running = Task { try await microphone.run() }
        var heard: [Int16] = []
        var first: BoardEvent?
        for await event in queue.events {
            first = first ?? event
            if case .heard(let frame, _) = event { heard += frame.samples }
            if heard.count >= samples.count { break }
        }
        running.cancel()
        try await running.value
        #expect(first == .microphone(.running))
        #expect(heard.prefix(samples.count) == samples[...])
    }

    @Test func `a device that is not there is told, with what to do, and sound for it is not waited for`() async throws
    {
        let board = try LinuxBoard(
            BoardDescription(name: "b", sound: SoundDevices(microphone: "nowhere", speaker: "nowhere")))
        let reader = BoardEventReader()
        let running = reader.run(board)
        var lost: [String] = []
        _ = await reader.read { event in
            switch event {
            case .microphone(.lost(let reason)), .speaker(.lost(let reason)): lost.append(reason)
            case .pressed, .released, .held, .heard, .played, .silenced, .microphone, .speaker, .lamp: break
            }
            return lost.count == 2
        }
        #expect(lost.allSatisfy { $0.contains("'nowhere'") && $0.contains("plug it in") }, "\(lost)")
        board.play(.silence(samples: 480))
        var events = await reader.read { if case .silenced = $0 { true } else { false } }
        board.stopPlaying()
        events += await reader.read { if case .silenced = $0 { true } else { false } }
        #expect(events.silences == 2 && events.samplesPlayed == 0)
        running.cancel()
        try await running.value
        #expect(await reader.next() == nil)
    }
}
