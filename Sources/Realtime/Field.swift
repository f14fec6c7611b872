/// One field of an object: its wire name, and how its property is read and written.
struct Field<Object, Value>: Sendable {
    typealias Path = any KeyPath<Object, Value> & Sendable

    let name: String
    let read: @Sendable (KeyedDecodingContainer<WireKey>) throws -> Value
    let write: @Sendable (Object, inout KeyedEncodingContainer<WireKey>) throws -> Void

    static func required(_ name: String, _ path: Path) -> Self where Value: Codable & Sendable {
        let key = WireKey(name)
        return Self(
            name: name, read: { try $0.decode(Value.self, forKey: key) },
            write: { try $1.encode($0[keyPath: path], forKey: key) })
    }

    /// `null` is read like absence, and absence is written.
    static func optional<Wrapped: Codable & Sendable>(_ name: String, _ path: Path) -> Self where Value == Wrapped? {
        let key = WireKey(name)
        return Self(
            name: name, read: { try $0.decodeIfPresent(Wrapped.self, forKey: key) },
            write: { try $1.encodeIfPresent($0[keyPath: path], forKey: key) })
    }

    /// `null` and absence differ.
    static func nullable<Wrapped: Codable & Sendable>(
        _ name: String, _ path: Path
    ) -> Self where Value == Nullable<Wrapped>? {
        let key = WireKey(name)
        return Self(
            name: name, read: { $0.contains(key) ? try $0.decode(Nullable<Wrapped>.self, forKey: key) : nil },
            write: { try $1.encodeIfPresent($0[keyPath: path], forKey: key) })
    }

    /// The `event_id` of a server event. The empty one stands for an event that has none, and is not written.
    static func eventID(_ path: Path) -> Self where Value == EventID {
        let key = WireKey("event_id")
        return Self(
            name: key.stringValue, read: { try $0.decodeIfPresent(EventID.self, forKey: key) ?? "" },
            write: { object, container in
                let id = object[keyPath: path]
                if !id.rawValue.isEmpty { try container.encode(id, forKey: key) }
            })
    }
}
