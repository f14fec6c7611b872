public import Tutor

/// One line of a diagnosis. As JSON its keys stay as they are.
public struct Outcome: Sendable, Hashable {
    public var check: Check
    /// Which one, where a check looks at several.
    public var part: String?
    public var verdict: Judgement.Verdict
    public var found: String
    public var advice: String?
    public var milliseconds: Int
    public var measured: [String: Double]

    public var area: TroubleArea { check.area }

    init(_ check: Check, _ finding: any Finding, milliseconds: Int) {
        let judgement = finding.judged()
        self.check = check
        part = finding.part
        verdict = judgement.verdict
        found = judgement.found
        advice = judgement.advice
        self.milliseconds = milliseconds
        measured = finding.measured
    }
}

extension Outcome: Encodable {
    private enum CodingKeys: String, CodingKey {
        case check, area, part, verdict, code, found, advice, milliseconds, measured
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(check, forKey: .check)
        try container.encode("\(area)", forKey: .area)
        // Absent values are told as null, so that every line has the same keys.
        try container.encode(part, forKey: .part)
        try container.encode(verdict.name, forKey: .verdict)
        try container.encode(verdict.code?.rawValue, forKey: .code)
        try container.encode(found, forKey: .found)
        try container.encode(advice, forKey: .advice)
        try container.encode(milliseconds, forKey: .milliseconds)
        try container.encode(measured, forKey: .measured)
    }
}
