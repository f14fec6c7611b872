/// What is soldered to which pin and which sound devices a board uses: a board file of `device/boards`, as data.
public struct BoardDescription: Sendable, Hashable, Codable {
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

    private enum CodingKeys: String, CodingKey { case name, chip, buttons, lamps, sound }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            chip: try container.decodeIfPresent(String.self, forKey: .chip),
            buttons: try container.decodeIfPresent([ButtonLine].self, forKey: .buttons) ?? [],
            lamps: try container.decodeIfPresent([LampLine].self, forKey: .lamps) ?? [],
            sound: try container.decodeIfPresent(SoundDevices.self, forKey: .sound) ?? SoundDevices())
    }
}

extension BoardDescription {
    /// Checks what can be checked without the board.
    /// - Throws: ``HardwareError/invalidBoard(field:reason:)`` for the first thing that makes no sense.
    public func validate() throws(HardwareError) {
        if !(buttons.isEmpty && lamps.isEmpty), chip?.isEmpty ?? true {
            throw .invalidBoard(field: "chip", reason: "missing: lines need a GPIO chip, such as 'pinctrl-rp1'")
        }
        var users: [LineReference: String] = [:]
        func claim(_ line: LineReference, for user: String) throws(HardwareError) {
            if case .offset(let offset) = line, !(0..<1024).contains(offset) {
                throw .invalidBoard(field: user, reason: "line \(offset) is not in 0 to 1023")
            }
            if line == .name("") { throw .invalidBoard(field: user, reason: "the name of its line is empty") }
            if let other = users.updateValue(user, forKey: line) {
                throw .invalidBoard(field: user, reason: "\(line) is used by \(other) already")
            }
        }
        var seen: Set<Button> = []
        for button in buttons {
            let field = "button \(button.button.rawValue)"
            guard seen.insert(button.button).inserted else {
                throw .invalidBoard(field: field, reason: "listed twice")
            }
            try claim(button.line, for: field)
            try button.validate(field: field)
        }
        for (index, lamp) in lamps.enumerated() {
            let field = "lamp \(index + 1)"
            try claim(lamp.line, for: field)
            if lamp.lit.isEmpty {
                throw .invalidBoard(field: field, reason: "'lit' is empty: name the states in which it is lit")
            }
        }
        for (field, device) in [("microphone", sound.microphone), ("speaker", sound.speaker)] where device.isEmpty {
            throw .invalidBoard(field: field, reason: "empty: 'default', or a name that arecord -L or aplay -L lists")
        }
    }
}
