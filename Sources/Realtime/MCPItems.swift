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
        type: "mcp_list_tools", Self.init(serverLabel:tools:id:), .required("server_label", \.serverLabel),
        .required("tools", \.tools), .optional("id", \.id))
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
        Self.init(name:inputSchema:description:annotations:), .required("name", \.name),
        .required("input_schema", \.inputSchema), .optional("description", \.description),
        .optional("annotations", \.annotations))
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
        type: "mcp_call", Self.init(id:serverLabel:name:arguments:approvalRequestID:output:error:),
        .required("id", \.id), .required("server_label", \.serverLabel), .required("name", \.name),
        .required("arguments", \.arguments), .optional("approval_request_id", \.approvalRequestID),
        .optional("output", \.output), .optional("error", \.error))
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
        Self.init(type:message:code:), .required("type", \.type), .required("message", \.message),
        .optional("code", \.code))
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
        type: "mcp_approval_request", Self.init(id:serverLabel:name:arguments:), .required("id", \.id),
        .required("server_label", \.serverLabel), .required("name", \.name), .required("arguments", \.arguments))
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
        type: "mcp_approval_response", Self.init(id:approvalRequestID:approve:reason:), .required("id", \.id),
        .required("approval_request_id", \.approvalRequestID), .required("approve", \.approve),
        .optional("reason", \.reason))
}
