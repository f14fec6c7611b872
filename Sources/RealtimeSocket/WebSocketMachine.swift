/// The life of one WebSocket after its upgrade: heartbeat and close handshake (RFC 6455 sections 5.5 and 7). Pure.
///
/// ```
/// open ──our close──> closing ──peer's close, or time──> ended
///   └──peer's close, violation, silence, end of the connection──> ended
/// ```
struct WebSocketMachine: Sendable, Hashable {
    enum Role: Sendable, Hashable { case client, server }

    enum Pulse: Sendable, Hashable {
        case alive
        /// A ping is out, and nothing was heard since.
        case pinged
    }

    enum State: Sendable, Hashable {
        case open(Pulse)
        /// Our close frame is out; the peer's is awaited.
        case closing
        /// `closed` was delivered; only the end of the TCP connection is awaited.
        case ended
    }

    enum Event: Sendable, Hashable {
        /// Anything arrived, even a part of a frame.
        case heard
        case pingDue
        /// The ping was handed to the kernel.
        case pingSent
        /// The time for the answer is over.
        case pongDue(reading: Reading)
        case close(CloseReason)
        case peerClosed(CloseReason)
        case violation(CloseReason)
        /// The time for the peer's part of the close handshake is over.
        case closeDue
        /// The TCP connection ended.
        case inactive(String)
    }

    /// Whether a pong could have been seen: a slow consumer holds up reading, and that is not the peer's fault.
    enum Reading: Sendable, Hashable { case going, held }

    enum Action: Sendable, Hashable {
        case deliver(CloseReason)
        case sendPing
        case awaitPong
        case stopAwaitingPong
        case sendClose(CloseReason)
        case awaitClose
        /// Once everything is sent.
        case closeOutput
        /// Once everything is sent.
        case closeTransport
        case abandonTransport
    }

    let role: Role
    private(set) var state = State.open(.alive)

    init(role: Role) { self.role = role }

    var isOpen: Bool {
        switch state {
        case .open: true
        case .closing, .ended: false
        }
    }

    mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .heard: heard()
        case .pingDue: pingDue()
        case .pingSent: pinged ? [.awaitPong] : []
        case .pongDue(let reading): pongDue(reading)
        case .close(let reason): close(reason)
        case .peerClosed(let reason): peerClosed(reason)
        case .violation(let reason): violation(reason)
        case .closeDue: isOpen ? [] : [.abandonTransport]
        case .inactive(let why): inactive(why)
        }
    }

    private var pinged: Bool { state == .open(.pinged) }

    private mutating func heard() -> [Action] {
        guard pinged else { return [] }
        state = .open(.alive)
        return [.stopAwaitingPong]
    }

    private mutating func pingDue() -> [Action] {
        switch state {
        case .open(.alive):
            state = .open(.pinged)
            return [.sendPing]
        case .open(.pinged), .closing, .ended: return []
        }
    }

    private mutating func pongDue(_ reading: Reading) -> [Action] {
        switch (state, reading) {
        case (.open(.pinged), .held): return [.awaitPong]
        case (.open(.pinged), .going):
            state = .ended
            return [.deliver(CloseReason(.abnormal, "the peer does not answer pings")), .abandonTransport]
        case (.open(.alive), _), (.closing, _), (.ended, _): return []
        }
    }

    private mutating func close(_ reason: CloseReason) -> [Action] {
        switch state {
        case .open:
            state = .closing
            return [.sendClose(reason), .awaitClose]
        case .closing, .ended: return []
        }
    }

    private mutating func peerClosed(_ reason: CloseReason) -> [Action] {
        defer { state = .ended }
        switch (state, role) {
        case (.open, .server): return [.deliver(reason), .sendClose(reason), .closeTransport, .awaitClose]
        // The server ends the TCP connection first, so that its port is the one that waits.
        case (.open, .client): return [.deliver(reason), .sendClose(reason), .awaitClose]
        case (.closing, .server): return [.deliver(reason), .closeTransport]
        case (.closing, .client): return [.deliver(reason)]
        case (.ended, _): return []
        }
    }

    private mutating func violation(_ reason: CloseReason) -> [Action] {
        defer { state = .ended }
        switch state {
        // The peer may still be sending: an end of both directions now could destroy the close frame on its way.
        case .open: return [.deliver(reason), .sendClose(reason), .closeOutput, .awaitClose]
        case .closing: return [.deliver(reason), .closeTransport]
        case .ended: return []
        }
    }

    private mutating func inactive(_ why: String) -> [Action] {
        defer { state = .ended }
        switch state {
        case .open, .closing: return [.deliver(CloseReason(.abnormal, why))]
        case .ended: return []
        }
    }
}
