/// Why the text of an event could not be read or written.
public enum RealtimeError: Error, Sendable, Hashable {
    /// The event was not looked at.
    case tooLarge(bytes: Int, limit: Int)
    /// Arrays and objects inside each other beyond the limit.
    case tooDeep(limit: Int)
    case notJSON(String)
    /// JSON, but no object with a `type`.
    case notAnEvent
    /// An event of a known type whose field at `path` is missing or is not what it must be.
    case malformed(event: String, path: String, reason: String)
    /// A value that JSON cannot say, such as a number that is not finite.
    case notEncodable(event: String, path: String, reason: String)
}

extension RealtimeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "event of \(bytes) bytes refused: at most \(limit) are read; split the audio into smaller events"
        case .tooDeep(let limit):
            "event refused: its values are nested more than \(limit) deep"
        case .notJSON(let reason):
            "event is not JSON: \(reason)"
        case .notAnEvent:
            "JSON is not an event: expected an object with a string `type`"
        case .malformed(let event, let path, let reason):
            "event `\(event)` is malformed at `\(path)`: \(reason)"
        case .notEncodable(let event, let path, let reason):
            "event `\(event)` cannot be written at `\(path)`: \(reason)"
        }
    }
}

extension RealtimeError {
    init(reading event: String, _ error: any Error) {
        switch error {
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty:
            self = .notJSON(context.debugDescription)
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self = .malformed(event: event, path: Self.name(context.codingPath), reason: context.debugDescription)
        case DecodingError.keyNotFound(let key, let context):
            self = .malformed(event: event, path: Self.name(context.codingPath + [key]), reason: "the field is missing")
        case let error:
            self = .malformed(event: event, path: "", reason: "\(error)")
        }
    }

    init(writing event: String, _ error: any Error) {
        switch error {
        case EncodingError.invalidValue(_, let context):
            self = .notEncodable(event: event, path: Self.name(context.codingPath), reason: context.debugDescription)
        case let error:
            self = .notEncodable(event: event, path: "", reason: "\(error)")
        }
    }

    /// Such as `response.output[2].id`.
    private static func name(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { name, key in
            if let index = key.intValue {
                name += "[\(index)]"
            } else {
                name += name.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }
}
