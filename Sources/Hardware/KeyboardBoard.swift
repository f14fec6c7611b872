public import Audio

/// A board for a desk: the computer's sound through alsa-lib, the space bar of a terminal as the talk button (hold it;
/// or press Enter to start and Enter to end), and a lamp that the caller draws.
public final class KeyboardBoard: Board {
    private let queue = BoardEventQueue()
    private let lamp: HonestLamp
    private let keys: TerminalKeys
    private let microphone: ALSAMicrophone
    private let speaker: ALSASpeaker

    /// - Parameters:
    ///   - sound: the devices; the system's own by default.
    ///   - terminal: descriptor of the terminal whose keys are read; standard input by default.
    ///   - draw: shows the lamp; called in order, from several threads, only when it changes.
    /// - Throws: ``HardwareError/noResources(operation:code:)``. A terminal is needed by ``run()`` only.
    public init(
        sound: SoundDevices = SoundDevices(), terminal: Int32 = 0,
        draw: @escaping @Sendable (Lamp) -> Void
    ) throws(HardwareError) {
        let queue = queue
        let lamp = HonestLamp(draw: draw)
        self.lamp = lamp
        keys = TerminalKeys(descriptor: terminal) { queue.post($0) }
        let played = PlayedSound.isNeeded(for: sound) ? PlayedSound() : nil
        microphone = try ALSAMicrophone(sound, played: played) { event in
            lamp.notice(event)
            queue.post(event)
        }
        speaker = try ALSASpeaker(sound, played: played) { queue.post($0) }
    }

    public func run(_ notice: @escaping @Sendable (BoardEvent) -> Void) async throws {
        queue.forward(to: notice)
        defer { queue.finish() }
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await self.keys.run() }
            group.addTask { try await self.microphone.run() }
            group.addTask { try await self.speaker.run() }
        }
    }

    public func play(_ frame: AudioFrame) { speaker.play(frame) }
    public func stopPlaying() { speaker.stopPlaying() }
    public func show(_ lamp: Lamp) { self.lamp.show(lamp) }
    public func setVolume(_ percent: Int) { speaker.setVolume(percent) }
    public var health: BoardHealth {
        BoardHealth(
            overruns: microphone.overruns, underruns: speaker.underruns, gaps: speaker.gaps,
            suspensions: microphone.suspensions + speaker.suspensions, framesDropped: queue.framesDropped)
    }
}
