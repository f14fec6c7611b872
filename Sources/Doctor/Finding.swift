import Tutor

/// What was measured on one thing. Judging it is pure: the same finding always comes to the same judgement.
public protocol Finding: Sendable {
    /// Which one, where a check looks at several: a lamp, a button, a device.
    var part: String? { get }
    func judged() -> Judgement
    /// Numbers for machines, by names that say their unit.
    var measured: [String: Double] { get }
}

extension Finding {
    public var part: String? { nil }
    public var measured: [String: Double] { [:] }
}

/// Why nothing was measured.
public struct NotLookedAt: Finding, Hashable {
    public var part: String?
    public var why: String

    public init(_ why: String, part: String? = nil) {
        self.why = why
        self.part = part
    }

    public func judged() -> Judgement { .skipped(why) }
}

/// Measuring itself did not come to an end.
struct TooLate: Finding, Hashable {
    var check: Check
    var limit: Duration

    func judged() -> Judgement {
        .broken(
            check.codeWhenLate, "Nothing came back within \(limit.text): what is looked at does not answer.")
    }
}
