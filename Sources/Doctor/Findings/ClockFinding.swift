import Tutor

/// Whether the clock is right.
public struct ClockFinding: Finding, Hashable {
    /// Seconds since 1970.
    public var now: Int
    /// The day, for people.
    public var day: String
    /// Whether it can have been set: a board without a battery starts years before this was written.
    public var isSet: Bool
    /// What the kernel says of it (adjtimex(2)); nil where it does not tell.
    public var isSynchronised: Bool?
    /// How far the server's clock is ahead (s); nil where no server was asked.
    public var serverAhead: Int?

    public func judged() -> Judgement {
        guard isSet else {
            return .broken(.clock, "The clock says \(day): it was never set since the board was switched on.")
        }
        if let ahead = serverAhead {
            let text =
                "The clock says \(day), \(abs(ahead)) s \(ahead > 0 ? "behind" : "ahead of") the server's"
            if abs(ahead) > 300 { return .broken(.clock, "\(text).") }
            if abs(ahead) > 10 {
                return .warning("\(text).", "Let the box reach a time server (`timedatectl timesync-status`).")
            }
            return .fine("The clock says \(day), as the server's does (\(abs(ahead)) s apart).")
        }
        switch isSynchronised {
        case true?: return .fine("The clock says \(day), set by a time server.")
        case false?:
            return .warning(
                "The clock says \(day), and no time server has set it.",
                "Let the box reach a time server (`timedatectl timesync-status`); without a network set it by hand.")
        case nil: return .fine("The clock says \(day).")
        }
    }

    public var measured: [String: Double] {
        var numbers = ["unix_s": Double(now)]
        numbers["server_ahead_s"] = serverAhead.map(Double.init)
        return numbers
    }
}
