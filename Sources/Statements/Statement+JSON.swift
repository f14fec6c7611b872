import Realtime

extension Statement {
    /// UTF-8 of one JSON object on one line, its keys always in the same order.
    public var json: String {
        var writer = StatementWriter()
        writer.object { writer in
            writer.text("id", id.rawValue)
            if let timestamp { writer.text("timestamp", timestamp.precise) }
            writer.object("actor") { writer in
                writer.text("objectType", "Agent")
                writer.object("account") { writer in
                    writer.text("homePage", actor.homePage)
                    writer.text("name", actor.name)
                }
            }
            writer.object("verb") { writer in
                writer.text("id", verb.iri)
                writer.object("display") { $0.text("en", verb.rawValue) }
            }
            switch object {
            case .activity(let activity): Statement.write(activity, to: &writer)
            case .statement(let id):
                writer.object("object") { writer in
                    writer.text("objectType", "StatementRef")
                    writer.text("id", id.rawValue)
                }
            }
            if let result, result != Result() { Statement.write(result, to: &writer) }
            writeContext(to: &writer)
        }
        return writer.json
    }

    private static func write(_ activity: Activity, to writer: inout StatementWriter) {
        writer.object("object") { writer in
            writer.text("objectType", "Activity")
            writer.text("id", activity.id)
            guard activity != Activity(id: activity.id) else { return }
            writer.object("definition") { writer in
                if let name = activity.name { writer.object("name") { $0.text("und", name) } }
                if let type = activity.type { writer.text("type", type) }
                if let type = activity.interactionType { writer.text("interactionType", type) }
                if !activity.correctResponses.isEmpty {
                    writer.texts("correctResponsesPattern", activity.correctResponses)
                }
            }
        }
    }

    private static func write(_ result: Result, to writer: inout StatementWriter) {
        writer.object("result") { writer in
            if let success = result.success { writer.value("success", .bool(success)) }
            if let response = result.response { writer.text("response", response) }
            if let scaled = result.scaled { writer.object("score") { $0.value("scaled", .number(scaled)) } }
            if let milliseconds = result.durationMilliseconds {
                writer.text("duration", Statement.duration(milliseconds: milliseconds))
            }
            writer.extensions(result.extensions)
        }
    }

    private func writeContext(to writer: inout StatementWriter) {
        guard context != Context() else { return }
        writer.object("context") { writer in
            if let registration = context.registration { writer.text("registration", registration) }
            if let platform = context.platform { writer.text("platform", platform) }
            if let language = context.language { writer.text("language", language) }
            let kinds = [
                ("parent", context.parent), ("grouping", context.grouping), ("category", context.category),
            ].filter { !$0.1.isEmpty }
            if !kinds.isEmpty {
                writer.object("contextActivities") { writer in
                    for (kind, ids) in kinds { writer.activities(kind, ids) }
                }
            }
            writer.extensions(context.extensions)
        }
    }

    /// ISO 8601 with hundredths of a second, as many as the specification lets a store compare (Data 4.6).
    static func duration(milliseconds: Int) -> String {
        let (tenths, thousandths) = max(0, milliseconds).quotientAndRemainder(dividingBy: 10)
        let hundredths = tenths + (thousandths >= 5 ? 1 : 0)
        let rest = hundredths % 100
        let fraction = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
        return "PT\(hundredths / 100)\(fraction)S"
    }
}
