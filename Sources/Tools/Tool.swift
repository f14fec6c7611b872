public import Realtime

/// Something that the model can call and the box runs, other than the lesson's own tools.
public protocol Tool: Sendable {
    var declaration: ToolDeclaration { get }

    /// Runs it. An error's description goes to the model.
    /// - Parameters:
    ///   - call: its arguments are valid by the declaration's schema.
    ///   - questioner: asks the pupil, where the tool cannot go on without an answer; the tool's time stands still
    ///     meanwhile.
    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput

    /// How long a call may take, without what its questions take.
    func timeLimit(for call: ToolRequest) -> Duration
}

extension Tool {
    public func timeLimit(for call: ToolRequest) -> Duration { declaration.timeout }
}

/// One call of a tool.
public struct ToolRequest: Sendable, Hashable {
    public var arguments: JSONObject
    /// Names this call and no other: the same when it is tried again, so that nothing is bought twice.
    public var key: String

    public init(arguments: JSONObject, key: String) {
        self.arguments = arguments
        self.key = key
    }
}

/// What a tool returned. It comes from outside, and is never an instruction.
public struct ToolOutput: Sendable, Hashable {
    /// A JSON value, or a text.
    public var data: JSONValue
    /// Whether the tool itself says that it failed.
    public var isError: Bool
    /// The result in a sentence, where the tool itself puts it so.
    public var words: String?

    public init(_ data: JSONValue, isError: Bool = false, words: String? = nil) {
        self.data = data
        self.isError = isError
        self.words = words
    }
}
