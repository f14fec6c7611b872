import Realtime

extension Statement {
    /// Reads what ``json`` wrote; the order of keys and white space do not count.
    ///
    /// What is not known here is refused and not passed over: whoever writes the statement again would lose it.
    /// - Throws: ``StatementFault`` where it is no statement of this program's.
    public init(json: String) throws(StatementFault) {
        guard let value = JSONValue(text: json) else { throw StatementFault("", "no JSON") }
        var fields = try StatementFields(value, "")
        id = StatementID(rawValue: try fields.text("id"))
        timestamp = try fields.optionalText("timestamp").map { text throws(StatementFault) in
            guard let time = WallTime(precise: text) else {
                throw StatementFault("timestamp", "no time in UTC with milliseconds, such as 2026-03-02T09:00:07.412Z")
            }
            return time
        }
        actor = try Statement.actor(fields.object("actor"))
        verb = try Statement.verb(fields.object("verb"))
        object = try Statement.object(fields.object("object"))
        result = try fields.optionalObject("result").map(Statement.result)
        context = try fields.optionalObject("context").map(Statement.context) ?? Context()
        try fields.end()
    }

    private static func actor(_ given: StatementFields) throws(StatementFault) -> Actor {
        var fields = given
        try fields.constant("objectType", "Agent")
        var account = try fields.object("account")
        try fields.end()
        let actor = Actor(homePage: try account.text("homePage"), name: try account.text("name"))
        try account.end()
        return actor
    }

    private static func verb(_ given: StatementFields) throws(StatementFault) -> Verb {
        var fields = given
        let iri = try fields.text("id")
        guard let verb = Verb(iri: iri) else { throw StatementFault(fields.place("id"), "an unknown verb “\(iri)”") }
        var display = try fields.object("display")
        try fields.end()
        try display.constant("en", verb.rawValue)
        try display.end()
        return verb
    }

    private static func object(_ given: StatementFields) throws(StatementFault) -> Object {
        var fields = given
        let object: Object
        switch try fields.text("objectType") {
        case "StatementRef": object = .statement(StatementID(rawValue: try fields.text("id")))
        case "Activity":
            var activity = Activity(id: try fields.text("id"))
            if var definition = try fields.optionalObject("definition") {
                if var name = try definition.optionalObject("name") {
                    activity.name = try name.text("und")
                    try name.end()
                }
                activity.type = try definition.optionalText("type")
                activity.interactionType = try definition.optionalText("interactionType")
                activity.correctResponses = try definition.list("correctResponsesPattern") {
                    value, place throws(StatementFault) in
                    guard let text = value.stringValue else { throw StatementFault(place, "no text") }
                    return text
                }
                try definition.end()
            }
            object = .activity(activity)
        case let type:
            throw StatementFault(fields.place("objectType"), "“\(type)”, expected Activity or StatementRef")
        }
        try fields.end()
        return object
    }

    private static func result(_ given: StatementFields) throws(StatementFault) -> Result {
        var fields = given
        var result = Result()
        result.success = try fields.optional("success", "neither true nor false", \.boolValue)
        result.response = try fields.optionalText("response")
        if var score = try fields.optionalObject("score") {
            result.scaled = try score.optional("scaled", "no number", \.doubleValue)
            try score.end()
        }
        result.durationMilliseconds = try fields.optional("duration", "no duration such as PT6.42S") {
            $0.stringValue.flatMap(Statement.milliseconds)
        }
        result.extensions = try fields.extensions()
        try fields.end()
        return result
    }

    private static func context(_ given: StatementFields) throws(StatementFault) -> Context {
        var fields = given
        var context = Context()
        context.registration = try fields.optionalText("registration")
        context.platform = try fields.optionalText("platform")
        context.language = try fields.optionalText("language")
        if var activities = try fields.optionalObject("contextActivities") {
            context.parent = try ids(of: "parent", &activities)
            context.grouping = try ids(of: "grouping", &activities)
            context.category = try ids(of: "category", &activities)
            try activities.end()
        }
        context.extensions = try fields.extensions()
        try fields.end()
        return context
    }

    private static func ids(of kind: String, _ activities: inout StatementFields) throws(StatementFault) -> [String] {
        try activities.list(kind) { value, place throws(StatementFault) in
            var activity = try StatementFields(value, place)
            let id = try activity.text("id")
            try activity.end()
            return id
        }
    }

    /// `PT6.42S`, as ``duration(milliseconds:)`` writes it.
    static func milliseconds(_ duration: String) -> Int? {
        guard duration.hasPrefix("PT"), duration.hasSuffix("S") else { return nil }
        let parts = duration.dropFirst(2).dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(StatementText.isDigit) }),
            let seconds = Int(parts[0])
        else { return nil }
        let (milliseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflows else { return nil }
        guard parts.count == 2 else { return milliseconds }
        guard parts[1].utf8.count <= 2, let fraction = Int(parts[1]) else { return nil }
        let (sum, exceeds) = milliseconds.addingReportingOverflow(fraction * (parts[1].utf8.count == 1 ? 100 : 10))
        return exceeds ? nil : sum
    }
}
