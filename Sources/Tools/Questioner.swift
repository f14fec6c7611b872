public import Realtime

/// Asks the pupil something on behalf of a tool: by voice, through the tutor.
public protocol Questioner: Sendable {
    func ask(_ question: ToolQuestion) async -> ToolAnswer
}

/// What a tool needs to know before it can go on (MCP: elicitation, form mode).
public struct ToolQuestion: Sendable, Hashable, Codable {
    /// In words, for the pupil.
    public var text: String
    /// JSON Schema of the one value that is asked for: a string (also an enumeration), a number, an integer or a boolean.
    public var schema: JSONValue

    public init(text: String, schema: JSONValue) {
        self.text = text
        self.schema = schema
    }
}

public enum ToolAnswer: Sendable, Hashable, Codable {
    /// A value by the question's schema.
    case value(JSONValue)
    /// The pupil does not want to say.
    case declined
    /// Nobody could be asked: the pupil has gone, or time is up.
    case cancelled
}

/// Asks nobody.
public struct NoQuestioner: Questioner {
    public init() {}
    public func ask(_ question: ToolQuestion) async -> ToolAnswer { .cancelled }
}
