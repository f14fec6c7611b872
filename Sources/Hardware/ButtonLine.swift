/// One button of a board: its GPIO line and how it is wired.
public struct ButtonLine: Sendable, Hashable, Codable {
    public var button: Button
    public var line: LineReference
    /// Pressed means the line is low: the usual wiring, from the line to ground.
    public var activeLow: Bool
    public var bias: Bias
    /// How long the contact must be still to be believed after its first edge (ms).
    public var debounceMilliseconds: Int
    /// Debounce inside the kernel on top (ms), with libgpiod 2 only; 0 is none. It delays every press by as much and
    /// hides a contact that bounces for longer, so it is for lines with noise, not for ordinary buttons.
    public var kernelDebounceMilliseconds: Int
    /// What a press, a hold (0.6 s and longer; volume goes on changing) and two presses in a row ask of the box. Where
    /// nothing is named, a button has what its name says (see ``Button/usualCommands``).
    public var press: ButtonCommand?
    public var hold: ButtonCommand?
    public var double: ButtonCommand?

    /// The resistor inside the chip that holds the line while nobody presses.
    public enum Bias: String, Sendable, Hashable, CaseIterable, Codable {
        case pullUp = "pull-up"
        case pullDown = "pull-down"
        /// No resistor: there is one on the board.
        case none
        /// Whatever the firmware set.
        case asIs = "as-is"
    }

    public init(
        _ button: Button, line: LineReference, activeLow: Bool = true, bias: Bias = .pullUp,
        debounceMilliseconds: Int = 20, kernelDebounceMilliseconds: Int = 0, press: ButtonCommand? = nil,
        hold: ButtonCommand? = nil, double: ButtonCommand? = nil
    ) {
        self.button = button
        self.line = line
        self.activeLow = activeLow
        self.bias = bias
        self.debounceMilliseconds = debounceMilliseconds
        self.kernelDebounceMilliseconds = kernelDebounceMilliseconds
        self.press = press
        self.hold = hold
        self.double = double
    }

    private enum CodingKeys: String, CodingKey {
        case button, line, activeLow, bias, debounceMilliseconds, kernelDebounceMilliseconds, press, hold, double
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(Button.self, forKey: .button),
            line: try container.decode(LineReference.self, forKey: .line),
            activeLow: try container.decodeIfPresent(Bool.self, forKey: .activeLow) ?? true,
            bias: try container.decodeIfPresent(Bias.self, forKey: .bias) ?? .pullUp,
            debounceMilliseconds: try container.decodeIfPresent(Int.self, forKey: .debounceMilliseconds) ?? 20,
            kernelDebounceMilliseconds: try container.decodeIfPresent(Int.self, forKey: .kernelDebounceMilliseconds)
                ?? 0,
            press: try container.decodeIfPresent(ButtonCommand.self, forKey: .press),
            hold: try container.decodeIfPresent(ButtonCommand.self, forKey: .hold),
            double: try container.decodeIfPresent(ButtonCommand.self, forKey: .double))
    }

    func faults(path: String) -> [BoardFault] {
        var faults = line.faults(path: path + ".line")
        func check(_ key: String, _ isGood: Bool, _ wrong: String, _ expected: String) {
            if !isGood { faults.append(BoardFault(path: "\(path).\(key)", wrong: wrong, expected: expected)) }
        }
        check(
            "debounceMilliseconds", (1...200).contains(debounceMilliseconds), "\(debounceMilliseconds) ms", "1 to 200")
        check(
            "kernelDebounceMilliseconds", (0...50).contains(kernelDebounceMilliseconds),
            "\(kernelDebounceMilliseconds) ms", "0 to 50")
        for (key, command) in [("press", press), ("hold", hold), ("double", double)] {
            check(
                key, button != .talk || command == nil, "the talk button is held to talk", "`\(key)` on another button")
        }
        return faults
    }
}
