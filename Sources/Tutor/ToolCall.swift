public import Realtime

/// A function that the model wants run.
public struct ToolCall: Sendable, Hashable, Codable {
    public var id: CallID
    public var name: String
    /// A JSON object as text, as the model wrote it.
    public var arguments: String

    public init(id: CallID, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
