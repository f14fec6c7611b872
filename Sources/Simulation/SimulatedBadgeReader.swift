public import Hardware
import Synchronization

/// A reader that badges can be held to, and that can be plugged out.
public final class SimulatedBadgeReader: BadgeReader {
    private enum State {
        case idle
        case running(@Sendable (BadgeEvent) -> Void)
    }

    private struct Content {
        var state = State.idle
        var condition = DeviceState.running
    }

    private let content = Mutex(Content())
    private let (reads, begins) = AsyncStream.makeStream(of: Void.self)

    public init() {}

    public func run(_ notice: @escaping @Sendable (BadgeEvent) -> Void) async throws {
        let condition = content.withLock { content in
            content.state = .running(notice)
            return content.condition
        }
        notice(.reader(condition))
        begins.finish()
        // Nothing is ever sent: it ends with the task.
        let (forever, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in forever {}
        content.withLock { $0.state = .idle }
    }

    /// Waits until somebody reads it.
    public func isRead() async {
        for await _ in reads {}
    }

    /// Holds a badge to it; one that is plugged out reads nothing.
    public func hold(_ number: String) {
        tell { $0 == .running ? .read(BadgeNumber(number)) : nil }
    }

    public func plugOut() { change(.lost("plugged out")) }
    public func plugIn() { change(.running) }

    private func change(_ condition: DeviceState) {
        content.withLock { $0.condition = condition }
        tell { .reader($0) }
    }

    private func tell(_ event: (DeviceState) -> BadgeEvent?) {
        let (state, condition) = content.withLock { ($0.state, $0.condition) }
        if case .running(let notice) = state, let event = event(condition) { notice(event) }
    }
}
