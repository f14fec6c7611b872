/// Who a message is from.
public enum MessageRole: WireString {
    case system
    case user
    case assistant
    case other(String)

    public init(rawValue: String) {
        switch rawValue {
        case "system": self = .system
        case "user": self = .user
        case "assistant": self = .assistant
        case let role: self = .other(role)
        }
    }

    public var rawValue: String {
        switch self {
        case .system: "system"
        case .user: "user"
        case .assistant: "assistant"
        case .other(let role): role
        }
    }
}
