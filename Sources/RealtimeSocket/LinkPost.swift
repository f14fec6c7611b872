import Synchronization

/// Where `send` finds the connection of the moment, and counts what it cannot send.
final class LinkPost: Sendable {
    struct Lost: Sendable, Hashable {
        var audio = 0
        var control = 0
    }

    /// Who ends the connection.
    enum Ending: Sendable, Hashable {
        case byPeer
        /// Control events alone filled the outbox.
        case failed(SocketError)
        /// The owner wants a new one.
        case renewed
    }

    private enum Phase: Sendable {
        case absent
        case present(WebSocketConnection)
    }

    private struct State: Sendable {
        var phase = Phase.absent
        var lost = Lost()
        var ending = Ending.byPeer
    }

    private let state = Mutex(State())

    func connect(_ connection: WebSocketConnection) {
        state.withLock { state in
            state.phase = .present(connection)
            state.ending = .byPeer
        }
    }

    /// Takes the connection away, and says who ended it.
    func disconnect() -> Ending {
        state.withLock { state in
            state.phase = .absent
            return state.ending
        }
    }

    /// Closes the connection for a new one; false where there is none.
    func renew() -> Bool {
        state.withLock { state in
            switch state.phase {
            case .absent: return false
            case .present(let connection):
                state.phase = .absent
                state.ending = .renewed
                connection.close(.normal, reason: "renewed")
                return true
            }
        }
    }

    func post(_ text: String, as kind: Outbox.Kind) {
        state.withLock { state in
            switch state.phase {
            case .absent: state.lost.count(kind)
            case .present(let connection):
                switch connection.outlet.offer(text, as: kind) {
                case .taken(.queued): break
                case .taken(.droppedAudio(let count)): state.lost.audio += count
                case .taken(.overflow):
                    state.lost.count(kind)
                    state.phase = .absent
                    let error = SocketError.overflow(limit: connection.outlet.limit)
                    state.ending = .failed(error)
                    connection.abort("\(error)")
                case .closed: state.lost.count(kind)
                }
            }
        }
    }

    /// Counts an event that cannot even be written down.
    func lose(_ kind: Outbox.Kind) { state.withLock { $0.lost.count(kind) } }

    /// Hands over what was lost since the last call, where it is taken.
    func takeLost(_ report: (Lost) -> Bool) {
        state.withLock { state in
            if state.lost != Lost(), report(state.lost) { state.lost = Lost() }
        }
    }
}

extension LinkPost.Lost {
    fileprivate mutating func count(_ kind: Outbox.Kind) {
        switch kind {
        case .control: control += 1
        case .audio: audio += 1
        }
    }
}
