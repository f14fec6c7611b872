/// The tools of an MCP server, which the API calls itself (Realtime API, tool `mcp`).
///
/// Needs one of `serverURL`, `connectorID` and `tunnelID`.
public struct MCPTool: ShapedObject {
    public var serverLabel: String
    public var serverURL: String?
    public var connectorID: String?
    public var tunnelID: String?
    public var serverDescription: String?
    /// An OAuth access token. A secret: keep it out of logs.
    public var authorization: String?
    public var headers: [String: String]?
    public var allowedTools: AllowedTools?
    public var requireApproval: RequireApproval?
    public var deferLoading: Bool?
    public var allowedCallers: [String]?
    public var extra: JSONObject = [:]

    public init(
        serverLabel: String, serverURL: String? = nil, connectorID: String? = nil, tunnelID: String? = nil,
        serverDescription: String? = nil, authorization: String? = nil, headers: [String: String]? = nil,
        allowedTools: AllowedTools? = nil, requireApproval: RequireApproval? = nil, deferLoading: Bool? = nil,
        allowedCallers: [String]? = nil
    ) {
        self.serverLabel = serverLabel
        self.serverURL = serverURL
        self.connectorID = connectorID
        self.tunnelID = tunnelID
        self.serverDescription = serverDescription
        self.authorization = authorization
        self.headers = headers
        self.allowedTools = allowedTools
        self.requireApproval = requireApproval
        self.deferLoading = deferLoading
        self.allowedCallers = allowedCallers
    }

    static let shape = Shape<Self>(
        type: "mcp",
        Self.init(
            serverLabel:serverURL:connectorID:tunnelID:serverDescription:authorization:headers:allowedTools:
            requireApproval:deferLoading:allowedCallers:),
        .required("server_label", \.serverLabel), .optional("server_url", \.serverURL),
        .optional("connector_id", \.connectorID), .optional("tunnel_id", \.tunnelID),
        .optional("server_description", \.serverDescription), .optional("authorization", \.authorization),
        .optional("headers", \.headers), .optional("allowed_tools", \.allowedTools),
        .optional("require_approval", \.requireApproval), .optional("defer_loading", \.deferLoading),
        .optional("allowed_callers", \.allowedCallers))
}

extension MCPTool {
    /// Chooses among the tools of an MCP server.
    public struct ToolFilter: ShapedObject {
        public var toolNames: [String]?
        public var readOnly: Bool?
        public var extra: JSONObject = [:]

        public init(toolNames: [String]? = nil, readOnly: Bool? = nil) {
            self.toolNames = toolNames
            self.readOnly = readOnly
        }

        static let shape = Shape<Self>(
            Self.init(toolNames:readOnly:), .optional("tool_names", \.toolNames), .optional("read_only", \.readOnly))
    }

    /// Which tools need approval always and which never.
    public struct ApprovalFilter: ShapedObject {
        public var always: ToolFilter?
        public var never: ToolFilter?
        public var extra: JSONObject = [:]

        public init(always: ToolFilter? = nil, never: ToolFilter? = nil) {
            self.always = always
            self.never = never
        }

        static let shape = Shape<Self>(
            Self.init(always:never:), .optional("always", \.always), .optional("never", \.never))
    }

    /// Whether all tools need approval.
    public struct ApprovalRule: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let always: Self = "always"
        public static let never: Self = "never"
    }
}
