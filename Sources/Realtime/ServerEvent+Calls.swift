extension ServerEvent {
    /// Realtime API, server event `response.function_call_arguments.delta`: more of the arguments of a function call.
    public struct ResponseFunctionCallArgumentsDelta: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var callID: CallID
        public var delta: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, callID: CallID, delta: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.callID = callID
            self.delta = delta
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.function_call_arguments.delta",
            Self.init(responseID:itemID:outputIndex:callID:delta:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("call_id", \.callID), .required("delta", \.delta),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.function_call_arguments.done`: all arguments of a function call. Also sent when
    /// the response is cut short: call the function when its item is done and `completed`.
    public struct ResponseFunctionCallArgumentsDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var callID: CallID
        public var name: String
        /// JSON text.
        public var arguments: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, callID: CallID, name: String, arguments: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.callID = callID
            self.name = name
            self.arguments = arguments
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.function_call_arguments.done",
            Self.init(responseID:itemID:outputIndex:callID:name:arguments:eventID:),
            .required("response_id", \.responseID),
            .required("item_id", \.itemID), .required("output_index", \.outputIndex), .required("call_id", \.callID),
            .required("name", \.name), .required("arguments", \.arguments), .eventID(\.eventID))
    }

    /// Realtime API, server event `mcp_list_tools.in_progress`: the server began to ask an MCP server for its tools.
    public struct McpListToolsInProgress: ServerPayload {
        public var itemID: ItemID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID = "") {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "mcp_list_tools.in_progress", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `mcp_list_tools.completed`: the tools of an MCP server are known.
    public struct McpListToolsCompleted: ServerPayload {
        public var itemID: ItemID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID = "") {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "mcp_list_tools.completed", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `mcp_list_tools.failed`: the tools of an MCP server could not be had.
    public struct McpListToolsFailed: ServerPayload {
        public var itemID: ItemID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID = "") {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "mcp_list_tools.failed", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.mcp_call_arguments.delta`: more of the arguments of an MCP call.
    public struct ResponseMcpCallArgumentsDelta: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var delta: String
        public var obfuscation: String?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, delta: String, obfuscation: String? = nil,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.delta = delta
            self.obfuscation = obfuscation
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.mcp_call_arguments.delta",
            Self.init(responseID:itemID:outputIndex:delta:obfuscation:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("delta", \.delta),
            .optional("obfuscation", \.obfuscation),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.mcp_call_arguments.done`: all arguments of an MCP call.
    public struct ResponseMcpCallArgumentsDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        /// JSON text.
        public var arguments: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, itemID: ItemID, outputIndex: Int, arguments: String, eventID: EventID = "")
        {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.arguments = arguments
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.mcp_call_arguments.done", Self.init(responseID:itemID:outputIndex:arguments:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("arguments", \.arguments), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.mcp_call.in_progress`: an MCP call began.
    public struct ResponseMcpCallInProgress: ServerPayload {
        public var itemID: ItemID
        public var outputIndex: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, outputIndex: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.mcp_call.in_progress", Self.init(itemID:outputIndex:eventID:),
            .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.mcp_call.completed`: an MCP call succeeded.
    public struct ResponseMcpCallCompleted: ServerPayload {
        public var itemID: ItemID
        public var outputIndex: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, outputIndex: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.mcp_call.completed", Self.init(itemID:outputIndex:eventID:), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.mcp_call.failed`: an MCP call failed; its item says why.
    public struct ResponseMcpCallFailed: ServerPayload {
        public var itemID: ItemID
        public var outputIndex: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, outputIndex: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.mcp_call.failed", Self.init(itemID:outputIndex:eventID:), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .eventID(\.eventID))
    }
}
