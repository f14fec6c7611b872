import Realtime
import Testing

struct UnknownTests {
    @Test(arguments: Sample.types) func `an unknown field survives in every object`(type: String) throws {
        // The values of these maps are strings, so that a stranger there is no field but an error.
        let maps: Set = ["headers", "metadata"]
        func stranger(_ value: JSONValue) -> JSONValue {
            switch value {
            case .object(var fields):
                for (key, value) in fields where !maps.contains(key) { fields[key] = stranger(value) }
                fields["some_news"] = ["deep": [["x": 1.5], nil, "é"]]
                return .object(fields)
            case .array(let values): return .array(values.map(stranger))
            case .null, .bool, .integer, .number, .string: return value
            }
        }
        for sample in Sample.all where sample.type == type && (sample.isWhole || sample.name == "minimal") {
            let json = stranger(sample.event)
            let event = try Event(sample.side, json: json.json())
            #expect(!event.isUnknown)
            #expect(try JSONValue(json: event.json()) == json, "\(sample.name)")
        }
    }

    @Test(arguments: Sample.types) func `an object of an unknown type survives`(type: String) throws {
        for sample in Sample.all where sample.type == type && sample.isWhole {
            let json = sample.event.changingObjects { object in
                object["type"]?.stringValue == nil ? object : object.merging(["type": "some.news"]) { $1 }
            }
            let event = try Event(sample.side, json: json.json())
            #expect(event.isUnknown)
            #expect(event.type == "some.news")
            #expect(try JSONValue(json: event.json()) == json)
            // The event is known here; what is in it is not.
            guard case .object(var outer) = json else { continue }
            outer["type"] = .string(type)
            let known = try Event(sample.side, json: JSONValue.object(outer).json())
            #expect(!known.isUnknown)
            #expect(try JSONValue(json: known.json()) == .object(outer), "\(sample.name)")
        }
    }

    @Test(arguments: Sample.types) func `an unknown word survives`(type: String) throws {
        let words: Set = [
            "status", "role", "phase", "reason", "eagerness", "effort", "delay", "conversation", "tool_choice",
            "tracing",
            "truncation", "max_output_tokens", "require_approval", "voice", "name", "code", "detail", "model",
        ]
        for sample in Sample.all where sample.type == type && sample.isWhole {
            let json = sample.event.changingObjects { object in
                object.reduce(into: object) { object, field in
                    if words.contains(field.key), field.value.stringValue != nil { object[field.key] = "novelty" }
                    if field.key == "output_modalities" { object[field.key] = ["video"] }
                }
            }
            let event = try Event(sample.side, json: json.json())
            #expect(try JSONValue(json: event.json()) == json, "\(sample.name)")
        }
    }

    @Test func `an unknown field is there to be read`() throws {
        let event = try ServerEvent(
            json: #"{"type":"response.done","event_id":"e","response":{"id":"r","mood":"good"},"hue":[1]}"#)
        guard case .responseDone(let done) = event else {
            Issue.record("not a response.done")
            return
        }
        #expect(done.response.extra == ["mood": "good"])
        #expect(done.extra == ["hue": [1]])
        let unknown = try ServerEvent(json: #"{"type":"response.sung","event_id":"e_2","key":"C"}"#)
        #expect(unknown == .unknown(UnknownObject(type: "response.sung", ["event_id": "e_2", "key": "C"])))
        #expect(unknown.type == "response.sung")
        #expect(unknown.eventID == "e_2")
    }
}
