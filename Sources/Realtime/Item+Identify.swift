extension Item {
    /// Gives an item that has no identifier one.
    public mutating func identify(_ id: ItemID) {
        switch self {
        case .message(var item):
            item.id = id
            self = .message(item)
        case .functionCall(var item):
            item.id = id
            self = .functionCall(item)
        case .functionCallOutput(var item):
            item.id = id
            self = .functionCallOutput(item)
        case .mcpListTools(var item):
            item.id = id
            self = .mcpListTools(item)
        // These always have one.
        case .mcpCall, .mcpApprovalRequest, .mcpApprovalResponse, .unknown: break
        }
    }
}
