extension MCPTool {
    /// Which tools of an MCP server may be called.
    public enum AllowedTools: Sendable, Hashable {
        case names([String])
        case filter(ToolFilter)
    }

    /// Which tools of an MCP server may be called only when the client approves.
    public enum RequireApproval: Sendable, Hashable {
        case rule(ApprovalRule)
        case filter(ApprovalFilter)
    }
}

extension MCPTool.AllowedTools: Codable {
    public init(from decoder: any Decoder) throws {
        if let names = try? decoder.singleValueContainer().decode([String].self) {
            self = .names(names)
        } else {
            self = .filter(try MCPTool.ToolFilter(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .names(let names): try names.encode(to: encoder)
        case .filter(let filter): try filter.encode(to: encoder)
        }
    }
}

extension MCPTool.RequireApproval: Codable {
    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case let word?: self = .rule(MCPTool.ApprovalRule(word))
        case nil: self = .filter(try MCPTool.ApprovalFilter(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .rule(let rule): try rule.encode(to: encoder)
        case .filter(let filter): try filter.encode(to: encoder)
        }
    }
}
