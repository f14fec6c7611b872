public import Hardware
import Tutor

/// Whether a press of a button arrives.
public struct ButtonFinding: Finding, Hashable {
    public enum State: Sendable, Hashable {
        /// Nobody was asked; its line is held.
        case notAsked(why: String)
        /// Pressed so long, and so often within a moment.
        case pressed(for: Duration, times: Int)
        case nothing(within: Duration)
        /// Down when the board started.
        case held
        /// Pressed, and not let go for so long.
        case notReleased(after: Duration)
        case noLine(String)
    }

    public var button: Button
    public var line: LineReference
    public var state: State

    public var part: String? { button.rawValue }

    public func judged() -> Judgement {
        let name = "The button '\(button.rawValue)' (\(line))"
        switch state {
        case .notAsked(let why): return .skipped("\(name) is not pressed, and its line can be had; \(why).")
        case .pressed(let length, 1): return .fine("\(name) was pressed for \(length.text), once and clean.")
        case .pressed(let length, let times):
            return .warning(
                "\(name) was pressed for \(length.text), \(times) times within a moment: its contact bounces.",
                "If it was pressed once, raise `debounceMilliseconds` in the board file.")
        case .nothing(let limit): return .broken(.buttonDead, "\(name): no press arrived within \(limit.text).")
        case .held: return .broken(.buttonStuck, "\(name) is down, and nobody presses it.")
        case .notReleased(let after):
            return .broken(.buttonStuck, "\(name) was pressed and not let go for \(after.text).")
        case .noLine(let reason): return .broken(.lineGone, "\(name): \(reason).")
        }
    }

    public var measured: [String: Double] {
        switch state {
        case .pressed(let length, let times): ["pressed_ms": length.inMillisecondTenths, "presses": Double(times)]
        case .notAsked, .nothing, .held, .notReleased, .noLine: [:]
        }
    }
}
