import Foundation
import Realtime
import Testing

/// A line of samples.jsonl: an event as JSON, and which way it goes.
struct Sample: Decodable, Sendable, CustomTestStringConvertible {
    enum Side: String, Decodable, Sendable { case client, server }

    let side: Side
    let name: String
    let event: JSONValue

    var type: String { event["type"]?.stringValue ?? "" }
    var isWhole: Bool { name.hasPrefix("whole") }
    var testDescription: String { "\(type) \(name)" }

    static let all: [Sample] = {
        guard let url = Bundle.module.url(forResource: "samples", withExtension: "jsonl"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            do {
                return try JSONDecoder().decode(Sample.self, from: Data(line.utf8))
            } catch {
                Issue.record("a sample cannot be read: \(error)")
                return nil
            }
        }
    }()

    static let types = Set(all.map(\.type)).sorted()
}

/// An event of either side.
enum Event: Hashable {
    case client(ClientEvent)
    case server(ServerEvent)

    init(_ side: Sample.Side, json: some Collection<UInt8>) throws(RealtimeError) {
        switch side {
        case .client: self = .client(try ClientEvent(json: json))
        case .server: self = .server(try ServerEvent(json: json))
        }
    }

    func json() throws(RealtimeError) -> [UInt8] {
        switch self {
        case .client(let event): try event.json()
        case .server(let event): try event.json()
        }
    }

    var type: String {
        switch self {
        case .client(let event): event.type
        case .server(let event): event.type
        }
    }

    var isUnknown: Bool {
        switch self {
        case .client(.unknown), .server(.unknown): true
        case .client, .server: false
        }
    }
}

extension JSONValue {
    init(json: [UInt8]) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(json)) }

    func json() throws -> [UInt8] { [UInt8](try JSONEncoder().encode(self)) }

    /// Without the fields that are `null`, save those where that is not the same as absent.
    var withoutNulls: JSONValue {
        let threeState: Set = ["turn_detection", "noise_reduction", "transcription", "tracing"]
        return changingObjects { object in
            object.filter { key, value in value != .null || threeState.contains(key) }
        }
    }

    /// With every object changed, from the inside outwards.
    func changingObjects(_ change: (JSONObject) -> JSONObject) -> JSONValue {
        switch self {
        case .object(let fields): .object(change(fields.mapValues { $0.changingObjects(change) }))
        case .array(let values): .array(values.map { $0.changingObjects(change) })
        case .null, .bool, .integer, .number, .string: self
        }
    }
}
