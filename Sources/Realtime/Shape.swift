/// The wire shape of an object: its `type` if it has one, its fields in the order of its initialiser, and how both
/// directions keep the fields that are not among them.
struct Shape<Object: ShapedObject>: Sendable {
    typealias Reader = KeyedDecodingContainer<WireKey>
    typealias Writer = KeyedEncodingContainer<WireKey>

    /// The constant value of the object's `type` field.
    let type: String?
    private let keys: Set<String>
    private let read: @Sendable (Reader) throws -> Object
    private let write: @Sendable (Object, inout Writer) throws -> Void

    init<each Value>(
        type: String? = nil, _ make: @escaping @Sendable (repeat each Value) -> Object,
        _ field: repeat Field<Object, each Value>
    ) {
        var keys: Set<String> = type == nil ? [] : ["type"]
        for field in repeat each field { keys.insert(field.key) }
        self.type = type
        self.keys = keys
        read = { container in make(repeat try (each field).read(container)) }
        write = { object, container in
            for field in repeat each field { try field.write(object, &container) }
        }
    }

    func decode(from decoder: any Decoder) throws -> Object {
        let container = try decoder.container(keyedBy: WireKey.self)
        var object = try read(container)
        for key in container.allKeys where !keys.contains(key.stringValue) {
            object.extra[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
        }
        return object
    }

    func encode(_ object: Object, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WireKey.self)
        for (key, value) in object.extra where !keys.contains(key) {
            try container.encode(value, forKey: WireKey(key))
        }
        if let type { try container.encode(type, forKey: WireKey("type")) }
        try write(object, &container)
    }
}

/// One field of an object: its wire name and its property.
struct Field<Object, Value>: Sendable {
    typealias Path<T> = any KeyPath<Object, T> & Sendable

    let key: String
    let read: @Sendable (KeyedDecodingContainer<WireKey>) throws -> Value
    let write: @Sendable (Object, inout KeyedEncodingContainer<WireKey>) throws -> Void

    /// A required field.
    init(_ name: String, _ path: Path<Value>) where Value: Codable & Sendable {
        let key = WireKey(name)
        self.key = name
        read = { try $0.decode(Value.self, forKey: key) }
        write = { try $1.encode($0[keyPath: path], forKey: key) }
    }

    /// An optional field: `null` is read like absence, and absence is written.
    init<Wrapped: Codable & Sendable>(_ name: String, _ path: Path<Value>) where Value == Wrapped? {
        let key = WireKey(name)
        self.key = name
        read = { try $0.decodeIfPresent(Wrapped.self, forKey: key) }
        write = { try $1.encodeIfPresent($0[keyPath: path], forKey: key) }
    }

    /// A field in which `null` and absence differ.
    init<Wrapped: Codable & Sendable>(_ name: String, _ path: Path<Value>) where Value == Nullable<Wrapped>? {
        let key = WireKey(name)
        self.key = name
        read = { $0.contains(key) ? try $0.decode(Nullable<Wrapped>.self, forKey: key) : nil }
        write = { try $1.encodeIfPresent($0[keyPath: path], forKey: key) }
    }

    /// The `event_id` of a server event. The empty one stands for an event that has none, and is not written.
    init(eventID path: Path<Value>) where Value == EventID {
        let key = WireKey("event_id")
        self.key = key.stringValue
        read = { try $0.decodeIfPresent(EventID.self, forKey: key) ?? "" }
        write = { object, container in
            let id = object[keyPath: path]
            if !id.rawValue.isEmpty { try container.encode(id, forKey: key) }
        }
    }
}
