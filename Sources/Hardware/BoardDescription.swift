/// What is soldered to which pin and which sound devices a board uses: a board file of `device/boards`, as data.
public struct BoardDescription: Sendable, Hashable {
    /// How the board is called in messages.
    public var name: String
    /// The GPIO chip by label (`pinctrl-rp1`: stable over kernels), name (`gpiochip0`) or path. Not needed without lines.
    public var chip: String?
    public var buttons: [ButtonLine]
    public var lamps: [LampLine]
    public var sound: SoundDevices

    public init(
        name: String, chip: String? = nil, buttons: [ButtonLine] = [], lamps: [LampLine] = [],
        sound: SoundDevices = SoundDevices()
    ) {
        self.name = name
        self.chip = chip
        self.buttons = buttons
        self.lamps = lamps
        self.sound = sound
    }
}

extension BoardDescription {
    /// - Throws: ``HardwareError/invalidBoard(field:reason:)`` for the first of ``faults``.
    public func validate() throws(HardwareError) {
        if let fault = faults.first {
            throw .invalidBoard(field: fault.path, reason: "\(fault.wrong), expected \(fault.expected)")
        }
    }
}
