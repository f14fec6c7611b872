/// A conversation (Realtime API, object `realtime.conversation`).
public struct Conversation: ShapedObject {
    public var id: String?
    /// The constant `realtime.conversation`.
    public var object: String?
    public var extra: JSONObject = [:]

    public init(id: String? = nil, object: String? = nil) {
        self.id = id
        self.object = object
    }

    static let shape = Shape<Self>(Self.init(id:object:), .optional("id", \.id), .optional("object", \.object))
}
