/// A function that the model may call and the client runs (Realtime API, tool `function`).
public struct FunctionTool: ShapedObject {
    public var name: String
    public var description: String?
    /// JSON Schema of the arguments.
    public var parameters: JSONValue?
    public var extra: JSONObject = [:]

    public init(name: String, description: String? = nil, parameters: JSONValue? = nil) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }

    static let shape = Shape<Self>(
        type: "function", Self.init(name:description:parameters:), .required("name", \.name),
        .optional("description", \.description), .optional("parameters", \.parameters))
}
