/// What a lesson uses of an MCP server.
public struct MCPUse: Sendable, Hashable, Codable {
    /// The name of its declaration in `lessons/tools`.
    public let server: String
    /// The tools that the lesson may call; nil allows all.
    public let allow: [String]?
    /// URIs of resources whose changes the tutor is told.
    public let watch: [String]

    public init(server: String, allow: [String]? = nil, watch: [String] = []) {
        self.server = server
        self.allow = allow
        self.watch = watch
    }
}
