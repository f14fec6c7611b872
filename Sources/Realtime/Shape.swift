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
        // Not `for … in repeat`: the optimiser of Swift 6.2 fails on it.
        repeat keys.formUnion([(each field).name])
        self.type = type
        self.keys = keys
        read = { container in make(repeat try (each field).read(container)) }
        write = { object, container in
            repeat try (each field).write(object, &container)
        }
    }

    func decode(from container: Reader) throws -> Object {
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
