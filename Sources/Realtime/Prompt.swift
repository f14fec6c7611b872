/// A prompt that is stored with the provider.
public struct Prompt: ShapedObject {
    public var id: String
    public var version: String?
    /// Strings or input parts to fill in.
    public var variables: [String: JSONValue]?
    public var extra: JSONObject = [:]

    public init(id: String, version: String? = nil, variables: [String: JSONValue]? = nil) {
        self.id = id
        self.version = version
        self.variables = variables
    }

    static let shape = Shape<Self>(
        Self.init(id:version:variables:), .required("id", \.id), .optional("version", \.version),
        .optional("variables", \.variables))
}
