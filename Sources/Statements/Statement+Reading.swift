import Realtime

extension Statement {
    /// Reads what ``json`` wrote.
    /// - Throws: ``StatementFault`` where it is no statement of this program's.
    public init(json: String) throws(StatementFault) {
        guard let value = JSONValue(text: json) else { throw StatementFault("", "no JSON") }
        func text(_ value: JSONValue?, _ place: String) throws(StatementFault) -> String {
            guard let text = value?.stringValue else { throw StatementFault(place, "no text") }
            return text
        }
        id = StatementID(rawValue: try text(value["id"], "id"))
        timestamp = try value["timestamp"].map { value throws(StatementFault) in
            guard let time = WallTime(precise: try text(value, "timestamp")) else {
                throw StatementFault("timestamp", "no time in UTC with milliseconds")
            }
            return time
        }
        let account = value["actor"]?["account"]
        actor = Actor(
            homePage: try text(account?["homePage"], "actor.account.homePage"),
            name: try text(account?["name"], "actor.account.name"))
        guard let verb = Verb(iri: try text(value["verb"]?["id"], "verb.id")) else {
            throw StatementFault("verb.id", "an unknown verb")
        }
        self.verb = verb
        let object = value["object"]
        let objectID = try text(object?["id"], "object.id")
        if object?["objectType"]?.stringValue == "StatementRef" {
            self.object = .statement(StatementID(rawValue: objectID))
        } else {
            let definition = object?["definition"]
            self.object = .activity(
                Activity(
                    id: objectID, type: definition?["type"]?.stringValue,
                    name: definition?["name"]?["und"]?.stringValue,
                    interactionType: definition?["interactionType"]?.stringValue,
                    correctResponses: definition?["correctResponsesPattern"]?.arrayValue?.compactMap(\.stringValue)
                        ?? []))
        }
        result = value["result"].map { result in
            Result(
                success: result["success"]?.boolValue, response: result["response"]?.stringValue,
                scaled: result["score"]?["scaled"]?.doubleValue,
                durationMilliseconds: result["duration"]?.stringValue.flatMap(Statement.milliseconds),
                extensions: result["extensions"]?.objectValue ?? [:])
        }
        let context = value["context"]
        func activities(_ kind: String) -> [String] {
            context?["contextActivities"]?[kind]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        }
        self.context = Context(
            registration: context?["registration"]?.stringValue, platform: context?["platform"]?.stringValue,
            language: context?["language"]?.stringValue, parent: activities("parent"),
            grouping: activities("grouping"), category: activities("category"),
            extensions: context?["extensions"]?.objectValue ?? [:])
    }

    /// `PT6.42S`, as ``duration(milliseconds:)`` writes it.
    private static func milliseconds(_ duration: String) -> Int? {
        guard duration.hasPrefix("PT"), duration.hasSuffix("S") else { return nil }
        return Double(duration.dropFirst(2).dropLast()).map { Int(($0 * 1000).rounded()) }
    }
}
