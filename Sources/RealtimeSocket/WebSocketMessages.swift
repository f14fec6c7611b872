/// The messages of one connection, in order; the last one is `closed`. One consumer.
public struct WebSocketMessages: AsyncSequence, Sendable {
    public typealias Element = WebSocketMessage
    public typealias Failure = Never

    let inbox: Mailbox<WebSocketMessage>

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(inbox: inbox) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let inbox: Mailbox<WebSocketMessage>

        /// Nil after `closed`, or when the task is cancelled.
        public mutating func next() async -> WebSocketMessage? { await inbox.next() }

        public mutating func next(isolation actor: isolated (any Actor)?) async -> WebSocketMessage? {
            await inbox.next()
        }
    }
}
