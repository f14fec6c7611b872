extension ToolChoice {
    /// This function must be called.
    public struct FunctionChoice: ShapedObject {
        public var name: String
        public var extra: JSONObject = [:]

        public init(name: String) {
            self.name = name
        }

        static let shape = Shape<Self>(type: "function", Self.init(name:), .required("name", \.name))
    }

    /// A tool of this MCP server must be called.
    public struct MCPChoice: ShapedObject {
        public var serverLabel: String
        public var name: String?
        public var extra: JSONObject = [:]

        public init(serverLabel: String, name: String? = nil) {
            self.serverLabel = serverLabel
            self.name = name
        }

        static let shape = Shape<Self>(
            type: "mcp", Self.init(serverLabel:name:), .required("server_label", \.serverLabel),
            .optional("name", \.name))
    }
}
