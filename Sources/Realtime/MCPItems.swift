/// The tools of an MCP server (Realtime API, item `mcp_list_tools`).
public struct MCPListTools: ShapedObject {
    public var serverLabel: String
    public var tools: [MCPListedTool]
    public var id: ItemID?
    public var extra: JSONObject = [:]

    public init(serverLabel: String, tools: [MCPListedTool], id: ItemID? = nil) {
        self.serverLabel = serverLabel
        self.tools = tools
        self.id = id
    }

    static let shape = Shape<Self>(
        type: "mcp_list_tools", Self.init(serverLabel:tools:id:), .init("server_label", \.serverLabel),
        .init("tools", \.tools), .init("id", \.id))
}

/// A tool of an MCP server, as the server describes it.
public struct MCPListedTool: ShapedObject {
    public var name: String
    /// JSON Schema of the arguments.
    public var inputSchema: JSONValue
    public var description: String?
    public var annotations: JSONValue?
    public var extra: JSONObject = [:]

    public init(name: String, inputSchema: JSONValue, description: String? = nil, annotations: JSONValue? = nil) {
        self.name = name
        self.inputSchema = inputSchema
        self.description = description
        self.annotations = annotations
    }

    static let shape = Shape<Self>(
        Self.init(name:inputSchema:description:annotations:), .init("name", \.name),
        .init("input_schema", \.inputSchema), .init("description", \.description), .init("annotations", \.annotations))
}

/// The API called a tool of an MCP server (Realtime API, item `mcp_call`).
public struct MCPCall: ShapedObject {
    public var id: ItemID
    public var serverLabel: String
    public var name: String
    /// JSON text.
    public var arguments: String
    public var approvalRequestID: ItemID?
    public var output: String?
    public var error: MCPError?
    public var extra: JSONObject = [:]

    public init(
        id: ItemID, serverLabel: String, name: String, arguments: String, approvalRequestID: ItemID? = nil,
        output: String? = nil, error: MCPError? = nil
    ) {
        self.id = id
        self.serverLabel = serverLabel
        self.name = name
        self.arguments = arguments
        self.approvalRequestID = approvalRequestID
        self.output = output
        self.error = error
    }

    static let shape = Shape<Self>(
        type: "mcp_call", Self.init(id:serverLabel:name:arguments:approvalRequestID:output:error:), .init("id", \.id),
        .init("server_label", \.serverLabel), .init("name", \.name), .init("arguments", \.arguments),
        .init("approval_request_id", \.approvalRequestID), .init("output", \.output), .init("error", \.error))
}

/// Why an MCP call failed.
public struct MCPError: ShapedObject {
    public var type: MCPErrorKind
    public var message: String
    /// Of the protocol or of HTTP.
    public var code: Int?
    public var extra: JSONObject = [:]

    public init(type: MCPErrorKind, message: String, code: Int? = nil) {
        self.type = type
        self.message = message
        self.code = code
    }

    static let shape = Shape<Self>(
        Self.init(type:message:code:), .init("type", \.type), .init("message", \.message), .init("code", \.code))
}

/// Where an MCP call failed.
public struct MCPErrorKind: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let protocolError: Self = "protocol_error"
    public static let toolExecutionError: Self = "tool_execution_error"
    public static let httpError: Self = "http_error"
}

/// The API asks whether it may call a tool of an MCP server (Realtime API, item `mcp_approval_request`).
public struct MCPApprovalRequest: ShapedObject {
    public var id: ItemID
    public var serverLabel: String
    public var name: String
    /// JSON text.
    public var arguments: String
    public var extra: JSONObject = [:]

    public init(id: ItemID, serverLabel: String, name: String, arguments: String) {
        self.id = id
        self.serverLabel = serverLabel
        self.name = name
        self.arguments = arguments
    }

    static let shape = Shape<Self>(
        type: "mcp_approval_request", Self.init(id:serverLabel:name:arguments:), .init("id", \.id),
        .init("server_label", \.serverLabel), .init("name", \.name), .init("arguments", \.arguments))
}

/// Says whether a tool of an MCP server may be called (Realtime API, item `mcp_approval_response`).
public struct MCPApprovalResponse: ShapedObject {
    /// Made by the client.
    public var id: ItemID
    public var approvalRequestID: ItemID
    public var approve: Bool
    public var reason: String?
    public var extra: JSONObject = [:]

    public init(id: ItemID, approvalRequestID: ItemID, approve: Bool, reason: String? = nil) {
        self.id = id
        self.approvalRequestID = approvalRequestID
        self.approve = approve
        self.reason = reason
    }

    static let shape = Shape<Self>(
        type: "mcp_approval_response", Self.init(id:approvalRequestID:approve:reason:), .init("id", \.id),
        .init("approval_request_id", \.approvalRequestID), .init("approve", \.approve), .init("reason", \.reason))
}
