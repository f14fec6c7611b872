import Realtime

/// Reads one stream of events to its end, or to the answer that it was opened for.
enum MCPEventStream {
    enum End: Sendable {
        case answered(MCPMessage)
        case tooMuch(String)
        /// Without the answer; also when the task was cancelled.
        case broke
    }

    struct Read: Sendable {
        var end: End
        /// In words, where the stream broke.
        var why = "its stream of events ended"
        var lastID: String?
        /// How long to wait before it is opened again.
        var retry: Duration
        var events = 0
    }

    /// Messages in one stream before an answer.
    private static let mostMessages = 10_000

    /// - Parameters:
    ///   - lastID: of the stream that this one goes on with.
    ///   - id: the request whose answer ends it; nil reads to the end.
    static func read(
        _ body: any MCPHTTPBody, resuming lastID: String?, for id: JSONValue?,
        _ inbox: @Sendable (MCPIncoming) async -> Void
    ) async -> Read {
        defer { body.close() }
        var parser = ServerSentEvents()
        var read = Read(end: .broke, lastID: lastID, retry: .seconds(1))
        do {
            // A flood never makes it wait, so it looks by itself whether it is still wanted.
            while !Task.isCancelled, let bytes = try await body.next() {
                for event in try parser.receive(bytes) {
                    read.events += 1
                    read.lastID = event.id ?? read.lastID
                    read.retry = .milliseconds(min(max(parser.retryMilliseconds ?? 1_000, 10), 30_000))
                    guard !event.data.isEmpty, let message = MCPMessage(text: event.data) else { continue }
                    if let id, answers(message, id) {
                        read.end = .answered(message)
                        return read
                    }
                    await inbox(.message(message, during: id))
                    if id != nil, read.events >= mostMessages {
                        read.end = .tooMuch("\(mostMessages) messages before an answer")
                        return read
                    }
                }
            }
        } catch let error as ServerSentEvents.TooLarge {
            read.end = .tooMuch("an event of more than \(error.limit) bytes")
        } catch {
            read.why = "\(error)"
        }
        if let milliseconds = parser.retryMilliseconds {
            read.retry = .milliseconds(min(max(milliseconds, 10), 30_000))
        }
        return read
    }

    private static func answers(_ message: MCPMessage, _ id: JSONValue) -> Bool {
        switch message {
        case .result(id, _), .failure(id, _): true
        case .result, .failure, .request, .notification: false
        }
    }
}
