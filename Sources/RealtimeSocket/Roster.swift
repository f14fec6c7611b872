import NIOCore
import Synchronization

/// The channels of a server: how many of them are WebSockets, and which must be closed at the end.
final class Roster: Sendable {
    private enum Standing: Sendable { case asking, entered }
    private enum Phase: Sendable { case open, dismissed }

    private struct State: Sendable {
        var channels: [ObjectIdentifier: (channel: any Channel, standing: Standing)] = [:]
        var entered = 0
        var phase = Phase.open
    }

    private let state = Mutex(State())

    /// Counts a new connection in, until it ends.
    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let phase = state.withLock { state in
            state.channels[id] = (channel, .asking)
            return state.phase
        }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { state in
                switch state.channels.removeValue(forKey: id)?.standing {
                case .entered: state.entered -= 1
                case .asking, nil: break
                }
            }
        }
        switch phase {
        case .open: break
        // It was accepted while the server stopped.
        case .dismissed: channel.close(promise: nil)
        }
    }

    /// Decides about a request and takes its place in one step.
    func enter(_ channel: any Channel, _ decide: (_ open: Int) -> RequestGate.Decision) -> RequestGate.Decision {
        state.withLock { state in
            let decision = decide(state.entered)
            switch decision {
            case .accept where state.channels[ObjectIdentifier(channel)] != nil:
                state.channels[ObjectIdentifier(channel)] = (channel, .entered)
                state.entered += 1
            case .accept, .refuse: break
            }
            return decision
        }
    }

    /// Says goodbye to every WebSocket, ends the others, and waits until all are gone.
    func dismiss() async {
        let channels = state.withLock { state in
            state.phase = .dismissed
            return Array(state.channels.values)
        }
        for (channel, standing) in channels {
            switch standing {
            case .entered:
                let order = SocketOrder.close(CloseReason(.goingAway, "the server stops"))
                channel.triggerUserOutboundEvent(order, promise: nil)
            case .asking: channel.close(promise: nil)
            }
        }
        for (channel, _) in channels { try? await channel.closeFuture.get() }
    }
}
