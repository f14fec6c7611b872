internal import FoundationEssentials

/// The text of events: what is refused before it is parsed, and how errors are told.
enum EventJSON {
    /// Above what the API takes: 15 MiB of audio in an event.
    static let maximumBytes = 32 << 20
    /// Deep enough for the schema of any sensible tool, and shallow enough for the smallest stack.
    static let maximumDepth = 100

    static func decode<Event: TaggedUnion>(
        _ type: Event.Type, from json: UnsafeBufferPointer<UInt8>
    ) throws(RealtimeError) -> Event {
        guard json.count <= maximumBytes else { throw .tooLarge(bytes: json.count, limit: maximumBytes) }
        guard depth(of: json) <= maximumDepth else { throw .tooDeep(limit: maximumDepth) }
        let data = Data(json)
        do {
            let event = try JSONDecoder().decode(Event.self, from: data)
            guard let unknown = event.payload as? UnknownObject, unknown.type.isEmpty else { return event }
        } catch {
            throw RealtimeError(reading: try typeOfEvent(in: data), error)
        }
        throw .notAnEvent
    }

    /// For errors: what the event says it is, if the text is as much as an event.
    private static func typeOfEvent(in json: Data) throws(RealtimeError) -> String {
        struct Typed: Decodable {
            var type: String
        }
        do {
            return try JSONDecoder().decode(Typed.self, from: json).type
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            throw .notJSON(context.debugDescription)
        } catch {
            throw .notAnEvent
        }
    }

    /// The event with its fields in the order of their names.
    static func encode(_ event: some TaggedUnion) throws(RealtimeError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(event)
        } catch {
            throw RealtimeError(writing: type(of: event).type(of: event.payload), error)
        }
    }

    /// How many arrays and objects are open at once at most.
    private static func depth(of json: UnsafeBufferPointer<UInt8>) -> Int {
        var depth = 0
        var deepest = 0
        var isString = false
        var isEscaped = false
        for byte in json {
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        return deepest
    }
}

extension Collection<UInt8> {
    /// Lends the bytes in one piece, copied only where they are in several.
    func withContiguousBytes<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(RealtimeError) -> Value
    ) throws(RealtimeError) -> Value {
        func result(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Value, RealtimeError> {
            do throws(RealtimeError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        let lent = withContiguousStorageIfAvailable(result) ?? Array(self).withUnsafeBufferPointer(result)
        return try lent.get()
    }
}
