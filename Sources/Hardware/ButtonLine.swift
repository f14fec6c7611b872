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
        debounceMilliseconds: Int = 20, kernelDebounceMilliseconds: Int = 0
    ) {
        self.button = button
        self.line = line
        self.activeLow = activeLow
        self.bias = bias
        self.debounceMilliseconds = debounceMilliseconds
        self.kernelDebounceMilliseconds = kernelDebounceMilliseconds
    }

    private enum CodingKeys: String, CodingKey {
        case button, line, activeLow, bias, debounceMilliseconds, kernelDebounceMilliseconds
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
                ?? 0)
    }

    func validate(field: String) throws(HardwareError) {
        guard (1...200).contains(debounceMilliseconds) else {
            throw .invalidBoard(field: field, reason: "debounce of \(debounceMilliseconds) ms: expected 1 to 200")
        }
        guard (0...50).contains(kernelDebounceMilliseconds) else {
            throw .invalidBoard(
                field: field, reason: "kernel debounce of \(kernelDebounceMilliseconds) ms: expected 0 to 50")
        }
    }
}
