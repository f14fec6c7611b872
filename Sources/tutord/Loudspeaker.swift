import Audio
import Hardware

/// Plays a sound to its end, for a command that says something.
enum Loudspeaker {
    /// - Parameter volume: 0 to 100, below the ceiling of the devices.
    /// - Throws: ``HardwareError``; ``NoLoudspeaker`` when the device is not there or goes away meanwhile.
    static func play(_ frame: AudioFrame, on sound: SoundDevices, volume: Int) async throws {
        let (events, continuation) = AsyncStream<BoardEvent>.makeStream(bufferingPolicy: .bufferingNewest(1024))
        let device = sound.speaker
        let speaker = try ALSASpeaker(device: device, mixer: sound.mixer, ceilingPercent: sound.ceilingPercent) {
            continuation.yield($0)
        }
        speaker.setVolume(volume)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await speaker.run() }
            group.addTask {
                var left = frame.samples.count
                for await event in events {
                    switch event {
                    case .speaker(.running): speaker.play(frame)
                    case .speaker(.lost(let reason)): throw NoLoudspeaker(device: device, reason: reason)
                    case .played(let samples, _): left -= samples
                    case .pressed, .released, .held, .heard, .silenced, .microphone, .lamp: break
                    }
                    if left <= 0 { return }
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}

/// A sound could not be played.
struct NoLoudspeaker: Error, CustomStringConvertible {
    var device: String
    var reason: String
    var description: String {
        "the loudspeaker '\(device)' cannot be used: \(reason)"
    }
}
