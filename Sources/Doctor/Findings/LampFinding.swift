import Hardware
import Tutor

/// Whether a lamp lights.
public struct LampFinding: Finding, Hashable {
    public enum State: Sendable, Hashable {
        /// Nobody was asked; its line is held.
        case notAsked(why: String)
        case seen
        case dark
        case noLine(String)
        /// The recording lamp is dark without a microphone, as it must be.
        case honestlyDark
    }

    /// What it tells, or the line where nothing could be shown.
    public var name: String
    public var state: State

    public var part: String? { name }

    public func judged() -> Judgement {
        switch state {
        case .notAsked(let why): .skipped("The lamps for '\(name)' can be had; \(why).")
        case .seen: .fine("The lamp for '\(name)' was seen to be lit.")
        case .dark: .broken(.lampDark, "The lamp for '\(name)' was not seen to be lit.")
        case .noLine(let reason): .broken(.lineGone, "The lamp '\(name)': \(reason).")
        case .honestlyDark: .skipped("The lamp for '\(name)' stays dark without a microphone, as it must.")
        }
    }
}
