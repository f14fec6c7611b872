import Audio
import Foundation
import Hardware
import Testing

/// The data path through real alsa-lib, byte by byte, with its `file` and `null` plugins.
@Suite(.serialized)
struct UnpacedSoundTests {
    private func played(_ frames: [AudioFrame], on device: String) async throws -> [BoardEvent] {
        let queue = BoardEventQueue()
        let speaker = try ALSASpeaker(device: device) { queue.post($0) }
        let total = frames.reduce(0) { $0 + $1.samples.count }
        let running = Task { try await speaker.run() }
        var events: [BoardEvent] = []
        var reported = 0
        for await event in queue.events {
            events.append(event)
            switch event {
            case .speaker(.running): for frame in frames { speaker.play(frame) }
            case .played(let samples, _): reported += samples
            case .pressed, .released, .heard, .silenced, .microphone, .speaker: break
            }
            if reported == total { break }
        }
        running.cancel()
        try await running.value
        return events
    }

    @Test func `what is played reaches the device sample by sample`() async throws {
        let file = TestSound.folder.appending(path: "exact.raw")
        try TestSound.define("pcm.exact { type file slave.pcm null file '\(file.path)' format raw }")
        let samples = TestSound.noise(samples: 24_000, seed: 1)
        let frames = stride(from: 0, to: samples.count, by: 700).map { at in
            AudioFrame(Array(samples[at..<min(samples.count, at + 700)]))
        }
        let events = try await played(frames, on: "exact")
        let written = PCM16.samples(of: [UInt8](try Data(contentsOf: file)))
        #expect(written == samples)
        #expect(events.first == .speaker(.running))
    }
}
