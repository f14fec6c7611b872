/// An enum of objects that are told apart by their `type` field: one case for each known type, and `unknown`.
protocol TaggedUnion: Codable, Hashable, Sendable {
    /// How the known types are read.
    static var payloads: PayloadTable<Self> { get }
    static func unknown(_ object: UnknownObject) -> Self

    /// What the case carries. It writes its own `type`.
    var payload: any WireObject { get }
}

extension TaggedUnion {
    public init(from decoder: any Decoder) throws {
        self = try Self.payloads.decode(from: decoder) ?? .unknown(UnknownObject(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws { try payload.encode(to: encoder) }
}

/// The cases of an enum by the `type` of their payload.
struct PayloadTable<Union: Sendable>: Sendable {
    struct Entry: Sendable {
        let type: String
        let read: @Sendable (KeyedDecodingContainer<WireKey>) throws -> Union

        init<Payload: ShapedObject>(_ make: @escaping @Sendable (Payload) -> Union) {
            type = Payload.shape.type ?? ""
            read = { make(try Payload.shape.decode(from: $0)) }
        }
    }

    private let entries: [String: Entry]

    init(_ entries: Entry...) {
        self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.type, $0) })
    }

    var types: [String] { entries.keys.sorted() }

    /// The object as the case of its type; `nil` if the type is none of the table's.
    func decode(from decoder: any Decoder) throws -> Union? {
        // Opened once, since a decoder may look through all the keys each time.
        guard let container = try? decoder.container(keyedBy: WireKey.self), let type = container.wireType else {
            return nil
        }
        return try entries[type]?.read(container)
    }
}

extension Decoder {
    /// The `type` of the object to be decoded; `nil` if it is no object or has none.
    var wireType: String? { (try? container(keyedBy: WireKey.self))?.wireType }

    /// The string to be decoded; `nil` if it is something else.
    var wireString: String? { try? singleValueContainer().decode(String.self) }
}

extension KeyedDecodingContainer<WireKey> {
    /// The `type` of the object; `nil` if it has none.
    fileprivate var wireType: String? {
        contains(WireKey("type")) ? try? decode(String.self, forKey: WireKey("type")) : nil
    }
}
