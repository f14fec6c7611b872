import Realtime

/// A hosted MCP server that a session's tools name, and what is known of its tools.
struct HostedServer: Sendable, Hashable {
    enum Listing: Sendable, Hashable {
        case asked(ItemID)
        case listed([MCPListedTool])
        case failed
    }

    var tool: MCPTool
    var listing: Listing

    /// The tools that the client allows.
    var tools: [MCPListedTool] {
        guard case .listed(let all) = listing else { return [] }
        switch tool.allowedTools {
        case nil: return all
        case .names(let names): return all.filter { names.contains($0.name) }
        case .filter(let filter): return all.filter { filter.takes($0) }
        }
    }

    /// Whether the client is to be asked before a tool runs, as it is where nothing else is said.
    func needsApproval(of tool: MCPListedTool) -> Bool {
        switch self.tool.requireApproval {
        case nil: true
        case .rule(let rule): rule != .never
        case .filter(let filter):
            filter.always?.takes(tool) == true || filter.never?.takes(tool) != true
        }
    }
}

/// A call of a hosted server's tool.
struct HostedCall: Sendable, Hashable {
    var id: ItemID
    var server: String
    var tool: String
    /// JSON text.
    var arguments: String
    var approval: ItemID?
}

extension MCPTool.ToolFilter {
    fileprivate func takes(_ tool: MCPListedTool) -> Bool {
        if let names = toolNames, !names.contains(tool.name) { return false }
        if let readOnly { return (tool.annotations?["readOnlyHint"] == .bool(true)) == readOnly }
        return true
    }
}
