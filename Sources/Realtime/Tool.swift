/// Something that the model may call (Realtime API, `tools`).
public enum Tool: Sendable, Hashable {
    case function(FunctionTool)
    case mcp(MCPTool)
    case unknown(UnknownObject)
}

extension Tool: TaggedUnion {
    static let payloads = PayloadTable<Tool>(.init(Tool.function), .init(Tool.mcp))

    var payload: any WireObject {
        switch self {
        case .function(let tool): tool
        case .mcp(let tool): tool
        case .unknown(let tool): tool
        }
    }
}
