import Realtime

// The rules that a value can break; what its types make sure of needs no look.
extension StatementCheck {
    /// The kinds of question (Data 2.4.4.1).
    static let interactionTypes: Set<String> = [
        "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric",
        "other",
    ]

    /// Milliseconds since 1970 of the years that every program can read.
    static let times: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    static func check(_ statement: Statement) throws(StatementFault) {
        try require(StatementText.isUUID(statement.id.rawValue), "id", StatementText.noUUID)
        if let timestamp = statement.timestamp {
            try require(times.contains(timestamp.milliseconds), "timestamp", "is not in the years 1 to 9999")
        }
        try iri(statement.actor.homePage, "actor.account.homePage")
        try text(statement.actor.name, "actor.account.name")
        switch (statement.verb, statement.object) {
        case (.voided, .statement(let id)):
            try require(StatementText.isUUID(id.rawValue), "object.id", StatementText.noUUID)
        case (_, .statement): throw StatementFault("object", "only what is voided is a statement")
        case (.voided, .activity): throw StatementFault("object", "only a statement can be voided")
        case (_, .activity(let activity)): try check(activity)
        }
        if let result = statement.result { try check(result) }
        try check(statement.context, of: statement.object)
    }

    private static func check(_ activity: Statement.Activity) throws(StatementFault) {
        try iri(activity.id, "object.id")
        if let type = activity.type { try iri(type, "object.definition.type") }
        if let name = activity.name { try text(name, "object.definition.name") }
        switch activity.interactionType {
        case nil:
            try require(
                activity.correctResponses.isEmpty, "object.definition.correctResponsesPattern",
                "is there without an interactionType")
        case let type?:
            try require(
                interactionTypes.contains(type), "object.definition.interactionType", "“\(type)” is none that there is")
        }
        for response in activity.correctResponses { try text(response, "object.definition.correctResponsesPattern") }
    }

    private static func check(_ result: Statement.Result) throws(StatementFault) {
        if let response = result.response {
            try text(response, "result.response")
            try require(
                response.utf8.count <= longestResponse, "result.response", "has more than \(longestResponse) bytes")
        }
        if let scaled = result.scaled {
            try require((-1...1).contains(scaled), "result.score.scaled", "\(scaled) is not in -1…1")
        }
        if let milliseconds = result.durationMilliseconds {
            try require(milliseconds >= 0, "result.duration", "\(milliseconds) ms is less than nothing")
        }
        try check(result.extensions, "result.extensions")
    }

    private static func check(_ context: Statement.Context, of object: Statement.Object) throws(StatementFault) {
        if let registration = context.registration {
            try require(StatementText.isUUID(registration), "context.registration", StatementText.noUUID)
        }
        if let platform = context.platform {
            try text(platform, "context.platform")
            if case .statement = object {
                throw StatementFault("context.platform", "is there, though the object is no activity")
            }
        }
        if let language = context.language {
            try require(
                StatementText.isLanguageTag(language), "context.language", StatementText.noLanguage(language))
        }
        for id in context.parent { try iri(id, "context.contextActivities.parent") }
        for id in context.grouping { try iri(id, "context.contextActivities.grouping") }
        for id in context.category { try iri(id, "context.contextActivities.category") }
        try check(context.extensions, "context.extensions")
    }

    private static func check(_ extensions: JSONObject, _ place: String) throws(StatementFault) {
        for (key, value) in extensions {
            try iri(key, place)
            try require(isFinite(value), "\(place).\(key)", "a number that JSON does not have")
        }
    }

    private static func isFinite(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool, .integer, .string: true
        case .number(let number): number.isFinite
        case .array(let values): values.allSatisfy(isFinite)
        case .object(let fields): fields.values.allSatisfy(isFinite)
        }
    }

    private static func iri(_ text: String, _ place: String) throws(StatementFault) {
        try require(StatementText.isIRI(text), place, StatementText.noIRI(text))
    }

    private static func text(_ text: String, _ place: String) throws(StatementFault) {
        try require(!text.isEmpty, place, "is empty")
    }

    private static func require(
        _ holds: Bool, _ place: String, _ what: @autoclosure () -> String
    ) throws(StatementFault) {
        guard holds else { throw StatementFault(place, what()) }
    }
}
