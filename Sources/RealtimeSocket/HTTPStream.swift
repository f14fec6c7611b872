/// The answer of an HTTP server whose body is read as it comes.
public struct HTTPStream: Sendable {
    public let status: Int
    /// Names in lower case; of a header that came twice, both values with a comma between.
    public let headers: [String: String]
    public let body: HTTPBody
}

/// A body that is still coming. One consumer.
///
/// What waits to be read is bounded: a slow consumer stops the reading from the network, which holds the server back.
public final class HTTPBody: Sendable {
    enum Piece: Sendable {
        case bytes([UInt8])
        case failed(SocketError)
    }

    private let inbox: Mailbox<Piece>
    private let end: @Sendable () -> Void

    init(inbox: Mailbox<Piece>, end: @escaping @Sendable () -> Void) {
        self.inbox = inbox
        self.end = end
    }

    deinit { end() }

    /// The next bytes; nil at the body's end, or when the task is cancelled.
    /// - Throws: `SocketError`: the connection broke, or nothing came for the request's idle time.
    public func next() async throws(SocketError) -> [UInt8]? {
        switch await inbox.next() {
        case .bytes(let bytes): return bytes
        case .failed(let error): throw error
        case nil: return nil
        }
    }

    /// Ends the connection; nothing more is read. Later calls change nothing.
    public func close() { end() }
}
