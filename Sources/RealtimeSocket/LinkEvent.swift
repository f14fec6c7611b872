public import Realtime

/// What a `RealtimeLink` reports, in one order.
public enum LinkEvent: Sendable, Hashable {
    /// A connection is being made.
    case connecting
    /// The connection is open: what is sent from now on goes out.
    case up
    case received(ServerEvent)
    /// A message that is no event (a binary frame, broken JSON); the text says what. The connection goes on.
    case malformed(String)
    /// Events that were sent and will not arrive: audio that gave way to newer audio, or anything sent while no
    /// connection was up.
    case dropped(audio: Int, control: Int)
    /// The connection is gone. The text says why, and how many events were queued and not sent; nil: it is not tried again.
    /// Last, what somebody could do something about, where it is known.
    case down(String, retryIn: Duration?, ConnectionTrouble? = nil)
}
