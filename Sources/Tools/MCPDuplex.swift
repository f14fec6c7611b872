/// A connection that carries messages both ways: a child process, a WebSocket.
public protocol MCPDuplex: Sendable {
    /// Sends one message, which has no line feed in it. Waits while the other side is slow; heeds cancellation.
    func send(_ text: String) async throws
    /// The next message; nil when the connection has ended, or the task is cancelled. One consumer.
    func receive() async throws -> String?
    /// Why it ended, in words; asked after `receive` returned nil.
    var ending: String { get async }
    /// Ends it in good order, within seconds.
    func close() async
}
