public import Realtime

/// A way to a Realtime server: over a socket, or to one in the same process.
public protocol RealtimeLink: Sendable {
    /// What comes from the server and becomes of the connection. One consumer; slow reading holds the server back.
    var events: AsyncStream<LinkEvent> { get }

    /// Queues an event; never waits. Only events sent after `up` and before the next `down` reach the server.
    func send(_ event: ClientEvent)

    /// Replaces the connection by a new one, and tells so by `down` and `up`. A link whose sessions do not grow old
    /// does nothing.
    func renew()

    /// Lives as long as the link does; ends when the task is cancelled.
    func run() async throws
}
