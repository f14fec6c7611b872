public import Realtime
public import RealtimeSocket

/// What a server does towards its client, in order.
public enum Delivery: Sendable, Hashable {
    case event(ServerEvent)
    /// A message as it is: it may be no event.
    case text(String)
    case pause(Duration)
    case close(CloseCode, reason: String)
    /// The connection ends without a word.
    case abort
}

/// Stands between a served conversation and its client, and may spoil what passes.
public protocol Meddler: Sendable {
    /// A client is there.
    func connected()
    /// The server says something.
    func sending(_ event: ServerEvent) -> [Delivery]
    /// The client says something.
    /// - Returns: whether it reaches the server, and what the client is told at once.
    func receiving(_ event: ClientEvent) -> (passes: Bool, answers: [Delivery])
}
