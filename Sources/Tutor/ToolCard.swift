public import Realtime

/// What a session knows of a tool that it can have run: what the model is told, and who is asked before it runs.
public struct ToolCard: Sendable, Hashable, Codable {
    /// Who is asked before it runs.
    public enum Approval: String, Sendable, Hashable, Codable, CaseIterable { case none, teacher }

    /// Whether the pupil waits for it.
    public enum Waiting: String, Sendable, Hashable, Codable, CaseIterable { case turn, background }

    /// The server that it is of; nil for one that its own file declares.
    public var server: String?
    /// As the model is told of it. Its description ends with what pupils say to have it called.
    public var function: FunctionTool
    public var approval: Approval
    /// What the teacher is told when asked, with `{parameter}` in the place of an argument.
    public var summary: String
    public var waiting: Waiting

    public init(
        function: FunctionTool, server: String? = nil, approval: Approval = .none, summary: String? = nil,
        waiting: Waiting = .turn
    ) {
        self.function = function
        self.server = server
        self.approval = approval
        self.summary = summary ?? function.name
        self.waiting = waiting
    }
}
