import Tutor

/// A verdict, what was found on which thing, and what to do about it.
public struct Judgement: Sendable, Hashable {
    public var verdict: Verdict
    /// A sentence or two.
    public var found: String
    public var advice: String?

    static func fine(_ found: String) -> Judgement { Judgement(verdict: .fine, found: found) }

    static func warning(_ found: String, _ advice: String) -> Judgement {
        Judgement(verdict: .warning, found: found, advice: advice)
    }

    /// - Parameter advice: in place of what the number says to do.
    static func broken(_ code: TroubleCode, _ found: String, _ advice: String? = nil) -> Judgement {
        Judgement(verdict: .broken(code), found: found, advice: advice ?? code.remedy)
    }

    static func skipped(_ why: String) -> Judgement { Judgement(verdict: .skipped, found: why) }
}
