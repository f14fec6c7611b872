/// Whether and what the model must call (Realtime API, `tool_choice`).
public enum ToolChoice: Sendable, Hashable {
    /// `none`. Not named so, because `.none` of an optional would be taken for it.
    case never
    case auto
    case required
    case function(FunctionChoice)
    case mcp(MCPChoice)
    /// A word that is not known.
    case other(String)
    case unknown(UnknownObject)

    /// The model must call this function.
    public static func function(named name: String) -> ToolChoice { .function(FunctionChoice(name: name)) }
}

extension ToolChoice: Codable {
    private static let objects = PayloadTable<ToolChoice>(.init(ToolChoice.function), .init(ToolChoice.mcp))

    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case "none": self = .never
        case "auto": self = .auto
        case "required": self = .required
        case let word?: self = .other(word)
        case nil: self = try Self.objects.decode(from: decoder) ?? .unknown(UnknownObject(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .never: try "none".encode(to: encoder)
        case .auto: try "auto".encode(to: encoder)
        case .required: try "required".encode(to: encoder)
        case .function(let choice): try choice.encode(to: encoder)
        case .mcp(let choice): try choice.encode(to: encoder)
        case .other(let word): try word.encode(to: encoder)
        case .unknown(let object): try object.encode(to: encoder)
        }
    }
}
