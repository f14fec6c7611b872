public import Audio

/// A board of GPIO lines (libgpiod) and sound devices (alsa-lib), as a ``BoardDescription`` puts them together.
public final class LinuxBoard: Board {
    public let description: BoardDescription
    private let queue = BoardEventQueue()
    private let lamp: HonestLamp
    private let lamps: Lamps
    private let buttons: GPIOButtons
    private let microphone: ALSAMicrophone
    private let speaker: ALSASpeaker

    /// - Throws: ``HardwareError/invalidBoard(field:reason:)`` for a description that makes no sense. Devices are
    ///   opened by ``run()``.
    public init(_ description: BoardDescription) throws(HardwareError) {
        try description.validate()
        self.description = description
        let chip = description.chip ?? ""
        let queue = queue
        let lamps = try Lamps(description) { queue.post($0) }
        let lamp = HonestLamp { lamps.show($0) }
        self.lamps = lamps
        self.lamp = lamp
        buttons = GPIOButtons(chip: chip, buttons: description.buttons) { queue.post($0) }
        let played = PlayedSound.isNeeded(for: description.sound) ? PlayedSound() : nil
        microphone = try ALSAMicrophone(description.sound, played: played) { event in
            lamp.notice(event)
            queue.post(event)
        }
        speaker = try ALSASpeaker(description.sound, played: played) { queue.post($0) }
    }

    public var health: BoardHealth {
        BoardHealth(
            overruns: microphone.overruns, underruns: speaker.underruns, gaps: speaker.gaps,
            suspensions: microphone.suspensions + speaker.suspensions, framesDropped: queue.framesDropped)
    }

    public func run(_ notice: @escaping @Sendable (BoardEvent) -> Void) async throws {
        queue.forward(to: notice)
        defer { queue.finish() }
        try lamps.open()
        lamp.redraw()
        defer { lamps.close() }
        try await withThrowingDiscardingTaskGroup { group in
            if !description.lamps.isEmpty { group.addTask { try await self.lamps.run() } }
            if !description.buttons.isEmpty { group.addTask { try await self.buttons.run() } }
            group.addTask { try await self.microphone.run() }
            group.addTask { try await self.speaker.run() }
        }
    }

    public func play(_ frame: AudioFrame) { speaker.play(frame) }
    public func stopPlaying() { speaker.stopPlaying() }
    public func show(_ lamp: Lamp) { self.lamp.show(lamp) }
    public func setVolume(_ percent: Int) { speaker.setVolume(percent) }
}
