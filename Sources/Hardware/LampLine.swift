/// One lamp of a board: what lights it and in which states.
public struct LampLine: Sendable, Hashable {
    public var source: Source
    /// Lit means the line is low, or the channel's duty cycle inverted. A LED of the kernel knows its own polarity.
    public var activeLow: Bool
    /// The states that light it, and how brightly (percent, 1 to 100); a line knows only on and off.
    public var lit: [Lamp: Int]
    /// The states in which it blinks; at the brightness that `lit` gives, or full.
    public var blink: [Lamp: BlinkPattern]

    /// What a lamp hangs on.
    public enum Source: Sendable, Hashable {
        case line(LineReference)
        /// A LED of the kernel by its name in `/sys/class/leds`.
        case led(String)
        case pwm(PWMChannel)
    }

    public init(
        _ source: Source, activeLow: Bool = false, lit: [Lamp: Int], blink: [Lamp: BlinkPattern] = [:]
    ) {
        self.source = source
        self.activeLow = activeLow
        self.lit = lit
        self.blink = blink
    }

    /// A lamp on a GPIO line, at its full brightness.
    public init(line: LineReference, activeLow: Bool = false, lit: Set<Lamp>) {
        self.init(.line(line), activeLow: activeLow, lit: Dictionary(uniqueKeysWithValues: lit.map { ($0, 100) }))
    }
}

extension LampLine {
    /// The states in which it is not dark.
    public var states: Set<Lamp> { Set(lit.keys).union(blink.keys) }

    /// The GPIO line, where it hangs on one.
    public var line: LineReference? { if case .line(let line) = source { line } else { nil } }

    /// Whether it says that the microphone is recorded, and nothing else.
    public var isRecordingLamp: Bool { states == [.listening] }

    /// How it is drawn in a state.
    public func look(in state: Lamp) -> LampLook {
        let percent = lit[state] ?? 100
        if let pattern = blink[state] { return .blinking(percent: percent, pattern) }
        return lit[state] == nil ? .dark : .steady(percent: percent)
    }
}
