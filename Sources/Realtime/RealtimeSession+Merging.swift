internal import FoundationEssentials

extension RealtimeSession {
    /// This configuration after a `session.update`: the fields that the update has, over those that were there.
    ///
    /// `audio` and its two directions are merged field by field; everything else is replaced whole, as the API does.
    /// - Returns: `nil` where one of them cannot be written as JSON.
    public func merging(_ update: RealtimeSession) -> RealtimeSession? {
        guard let old = RealtimeSession.json(of: self), let new = RealtimeSession.json(of: update),
            let merged = try? JSONEncoder().encode(RealtimeSession.merge(new, over: old))
        else { return nil }
        return try? JSONDecoder().decode(RealtimeSession.self, from: merged)
    }

    private static func json(of session: RealtimeSession) -> JSONValue? {
        guard let data = try? JSONEncoder().encode(session) else { return nil }
        return try? JSONDecoder().decode(JSONValue.self, from: data)
    }

    private static func merge(_ update: JSONValue, over old: JSONValue) -> JSONValue {
        guard case .object(var fields) = old, case .object(let new) = update else { return update }
        for (name, value) in new {
            if ["audio", "input", "output"].contains(name), let old = fields[name] {
                fields[name] = merge(value, over: old)
            } else {
                fields[name] = value
            }
        }
        return .object(fields)
    }
}
