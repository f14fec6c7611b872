/// An item of a conversation (Realtime API, conversation items).
public enum Item: Sendable, Hashable {
    case message(Message)
    case functionCall(FunctionCall)
    case functionCallOutput(FunctionCallOutput)
    case mcpListTools(MCPListTools)
    case mcpCall(MCPCall)
    case mcpApprovalRequest(MCPApprovalRequest)
    case mcpApprovalResponse(MCPApprovalResponse)
    case unknown(UnknownObject)

    /// `nil` if it is still to be given by the server.
    public var id: ItemID? {
        switch self {
        case .message(let item): item.id
        case .functionCall(let item): item.id
        case .functionCallOutput(let item): item.id
        case .mcpListTools(let item): item.id
        case .mcpCall(let item): item.id
        case .mcpApprovalRequest(let item): item.id
        case .mcpApprovalResponse(let item): item.id
        case .unknown(let item): item.fields["id"]?.stringValue.map { ItemID($0) }
        }
    }

    /// The wire type, such as `function_call`.
    public var type: String { Self.type(of: payload) }
}

extension Item: TaggedUnion {
    static let payloads = PayloadTable<Item>(
        .init(Item.message), .init(Item.functionCall), .init(Item.functionCallOutput), .init(Item.mcpListTools),
        .init(Item.mcpCall), .init(Item.mcpApprovalRequest), .init(Item.mcpApprovalResponse))

    var payload: any WireObject {
        switch self {
        case .message(let item): item
        case .functionCall(let item): item
        case .functionCallOutput(let item): item
        case .mcpListTools(let item): item
        case .mcpCall(let item): item
        case .mcpApprovalRequest(let item): item
        case .mcpApprovalResponse(let item): item
        case .unknown(let item): item
        }
    }
}
