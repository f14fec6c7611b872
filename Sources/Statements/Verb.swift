/// What was done (xAPI 1.0.3, Data 2.4.3).
public enum Verb: String, Sendable, Hashable, Codable, CaseIterable {
    /// A sitting began, and ended.
    case initialized, terminated
    /// A sitting that has no end: the plug was pulled.
    case abandoned
    case answered
    /// A hint was given.
    case interacted
    /// A teacher allowed a tool to do something, or refused it.
    case approved, denied
    /// An answer of the tutor was stopped.
    case flagged
    /// A skill crossed the line of mastery, or fell back.
    case mastered, progressed
    /// An earlier statement no longer counts.
    case voided

    /// The verb's identifier, as its owner has published it.
    public var iri: String {
        switch self {
        case .initialized, .terminated, .answered, .interacted, .mastered, .progressed, .voided:
            "http://adlnet.gov/expapi/verbs/" + rawValue
        case .abandoned: "https://w3id.org/xapi/adl/verbs/abandoned"
        case .approved: "http://activitystrea.ms/schema/1.0/approve"
        case .denied: "http://activitystrea.ms/schema/1.0/deny"
        case .flagged: "http://activitystrea.ms/schema/1.0/flag-as-inappropriate"
        }
    }

    public init?(iri: String) {
        guard let verb = Verb.allCases.first(where: { $0.iri == iri }) else { return nil }
        self = verb
    }
}
