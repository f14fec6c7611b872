/// A JSON object of the API whose fields are Swift properties, and which keeps the fields that it has no property for.
public protocol WireObject: Codable, Hashable, Sendable {
    /// The fields that this version knows nothing of, by their wire names. They are written again by encoding.
    var extra: JSONObject { get set }
}

/// How ``WireObject``s of this module are coded: each says once what its fields are called.
protocol ShapedObject: WireObject {
    static var shape: Shape<Self> { get }
}

extension ShapedObject {
    public init(from decoder: any Decoder) throws {
        self = try Self.shape.decode(from: decoder.container(keyedBy: WireKey.self))
    }
    public func encode(to encoder: any Encoder) throws { try Self.shape.encode(self, to: encoder) }
}
