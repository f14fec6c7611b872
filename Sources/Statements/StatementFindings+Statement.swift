import Realtime

// The shape of a statement (xAPI 1.0.3, Data 2).
extension StatementFindings {
    mutating func statement(_ fields: JSONObject, at now: WallTime?) {
        var fields = fields
        for key in ["stored", "authority", "version"] where fields.removeValue(forKey: key) != nil {
            add(key, "is for the record store to say")
        }
        if fields.removeValue(forKey: "attachments") != nil { add("attachments", "nothing is sent beside statements") }
        self.fields(
            .object(fields), "", required: ["id", "actor", "verb", "object"],
            [
                "id": { $0.uuid($1, $2) },
                "timestamp": { $0.timestamp($1, $2, at: now) },
                "actor": { $0.agent($1, $2) },
                "verb": { findings, value, place in
                    findings.fields(
                        value, place, required: ["id"], ["id": { $0.iri($1, $2) }, "display": { $0.languages($1, $2) }])
                },
                "object": { $0.object($1, $2) },
                "result": { $0.result($1, $2) },
                "context": { $0.context($1, $2) },
            ])
        let isStatement = fields["object"]?["objectType"]?.stringValue == "StatementRef"
        let voids = fields["verb"]?["id"]?.stringValue == Verb.voided.iri
        if isStatement, !voids { add("object", "only what is voided is a statement") }
        if voids, !isStatement { add("object", "only a statement can be voided") }
        if isStatement {
            for key in ["platform", "revision"] where fields["context"]?[key] != nil {
                add("context.\(key)", "is there, though the object is no activity")
            }
        }
    }

    private mutating func timestamp(_ value: JSONValue, _ place: String, at now: WallTime?) {
        guard let text = value.stringValue, let time = WallTime(precise: text) else {
            return add(place, "no time in UTC with milliseconds, such as 2026-03-02T09:00:07.412Z")
        }
        if !StatementCheck.times.contains(time.milliseconds) { add(place, "is not in the years 1 to 9999") }
        if let now, now < time { add(place, "\(time) is in the future: it is \(now)") }
    }

    private mutating func agent(_ value: JSONValue, _ place: String) {
        let identifiers = ["mbox", "mbox_sha1sum", "openid", "account"]
        fields(
            value, place, required: ["objectType"],
            [
                "objectType": { $0.text($1, $2, "only an Agent acts", where: { $0 == "Agent" }) },
                // It would be a pupil's.
                "name": { findings, _, place in findings.add(place, "names are not sent") },
                "mbox": { $0.text($1, $2, "no mailto: address", where: StatementFindings.isMail) },
                "mbox_sha1sum": { $0.text($1, $2, "no SHA-1 in lower case", where: StatementFindings.isSHA1) },
                "openid": { $0.iri($1, $2) },
                "account": { findings, value, place in
                    findings.fields(
                        value, place, required: ["homePage", "name"],
                        ["homePage": { $0.iri($1, $2) }, "name": { $0.text($1, $2) }])
                },
            ])
        guard let fields = value.objectValue else { return }
        let found = identifiers.filter { fields[$0] != nil }
        if found.count != 1 {
            add(place, found.isEmpty ? "no identifier" : "more than one identifier: " + found.joined(separator: ", "))
        }
    }

    private mutating func object(_ value: JSONValue, _ place: String) {
        switch value["objectType"]?.stringValue {
        case nil, "Activity"?: activity(value, place)
        case "StatementRef"?: reference(value, place)
        case let type?: add("\(place).objectType", "“\(type)” is not taken by every record store")
        }
    }

    private mutating func reference(_ value: JSONValue, _ place: String) {
        fields(
            value, place, required: ["objectType", "id"],
            [
                "objectType": { $0.text($1, $2, "is StatementRef", where: { $0 == "StatementRef" }) },
                "id": { $0.uuid($1, $2) },
            ])
    }

    private mutating func activity(_ value: JSONValue, _ place: String) {
        fields(
            value, place, required: ["id"],
            [
                "objectType": { $0.text($1, $2, "is Activity", where: { $0 == "Activity" }) },
                "id": { $0.iri($1, $2) },
                "definition": { $0.definition($1, $2) },
            ])
    }

    private mutating func definition(_ value: JSONValue, _ place: String) {
        fields(
            value, place,
            [
                "name": { $0.languages($1, $2) },
                "description": { $0.languages($1, $2) },
                "type": { $0.iri($1, $2) },
                "moreInfo": { $0.iri($1, $2) },
                "interactionType": { findings, value, place in
                    findings.text(
                        value, place, "“\(value.stringValue ?? "")” is none that there is",
                        where: StatementCheck.interactionTypes.contains)
                },
                "correctResponsesPattern": { $0.list($1, $2) { $0.text($1, $2) } },
                "choices": { $0.components($1, $2) }, "scale": { $0.components($1, $2) },
                "source": { $0.components($1, $2) }, "target": { $0.components($1, $2) },
                "steps": { $0.components($1, $2) },
                "extensions": { $0.extensions($1, $2) },
            ])
        guard value["interactionType"] == nil else { return }
        for key in ["correctResponsesPattern", "choices", "scale", "source", "target", "steps"]
        where value[key] != nil {
            add("\(place).\(key)", "is there without an interactionType")
        }
    }

    private mutating func components(_ value: JSONValue, _ place: String) {
        list(value, place) { findings, value, place in
            findings.fields(
                value, place, required: ["id"],
                [
                    "id": { $0.text($1, $2, "has white space", where: { !$0.contains(where: \.isWhitespace) }) },
                    "description": { $0.languages($1, $2) },
                ])
        }
        let ids = value.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        if Set(ids).count != ids.count { add(place, "an id is there twice") }
    }

    private mutating func result(_ value: JSONValue, _ place: String) {
        fields(
            value, place,
            [
                "success": { $0.bool($1, $2) },
                "completion": { $0.bool($1, $2) },
                "response": { findings, value, place in
                    findings.text(
                        value, place, "has more than \(StatementCheck.longestResponse) bytes",
                        where: { $0.utf8.count <= StatementCheck.longestResponse })
                },
                "score": { $0.score($1, $2) },
                "duration": {
                    $0.text(
                        $1, $2, "no duration with hundredths of a second at the most, such as PT6.42S",
                        where: StatementText.isDuration)
                },
                "extensions": { $0.extensions($1, $2) },
            ])
    }

    private mutating func score(_ value: JSONValue, _ place: String) {
        func number(_ findings: inout StatementFindings, _ value: JSONValue, _ place: String) {
            if value.doubleValue == nil { findings.add(place, "no number") }
        }
        fields(
            value, place,
            [
                "scaled": { findings, value, place in
                    number(&findings, value, place)
                    if let scaled = value.doubleValue, !(-1...1).contains(scaled) {
                        findings.add(place, "\(scaled) is not in -1…1")
                    }
                },
                "raw": number, "min": number, "max": number,
            ])
        let (raw, least, most) = (value["raw"]?.doubleValue, value["min"]?.doubleValue, value["max"]?.doubleValue)
        if let least, let most, least >= most { add("\(place).min", "is not below max") }
        if let raw, raw < least ?? raw || raw > most ?? raw { add("\(place).raw", "is not in min…max") }
    }

    private mutating func context(_ value: JSONValue, _ place: String) {
        fields(
            value, place,
            [
                "registration": { $0.uuid($1, $2) },
                "instructor": { $0.agent($1, $2) },
                "revision": { $0.text($1, $2) },
                "platform": { $0.text($1, $2) },
                "language": { findings, value, place in
                    findings.text(
                        value, place, StatementText.noLanguage(value.stringValue ?? ""),
                        where: StatementText.isLanguageTag)
                },
                "statement": { $0.reference($1, $2) },
                "contextActivities": { findings, value, place in
                    func activities(_ findings: inout StatementFindings, _ value: JSONValue, _ place: String) {
                        findings.list(value, place) { $0.activity($1, $2) }
                    }
                    findings.fields(
                        value, place,
                        ["parent": activities, "grouping": activities, "category": activities, "other": activities])
                },
                "extensions": { $0.extensions($1, $2) },
            ])
    }

    private static func isMail(_ text: String) -> Bool {
        text.wholeMatch(of: /mailto:[^@\s]+@[^@\s]+\.[^@\s]+/) != nil
    }

    private static func isSHA1(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{40}/) != nil }
}
