import Synchronization

/// How long a request may take; its time stands still while a person is asked. Pure: time is an argument.
struct MCPPatience: Sendable, Hashable {
    private enum State: Sendable, Hashable {
        case running(since: Duration)
        /// Several questions may be open at once.
        case paused(questions: Int)
    }

    let limit: Duration
    private var spent = Duration.zero
    private var state: State

    init(_ limit: Duration, from start: Duration) {
        self.limit = limit
        state = .running(since: start)
    }

    mutating func pause(at now: Duration) {
        switch state {
        case .running(let since):
            spent += now - since
            state = .paused(questions: 1)
        case .paused(let questions): state = .paused(questions: questions + 1)
        }
    }

    mutating func resume(at now: Duration) {
        switch state {
        case .paused(1): state = .running(since: now)
        case .paused(let questions): state = .paused(questions: questions - 1)
        case .running: break
        }
    }

    /// What is left of it; nothing is never left while it stands still.
    func left(at now: Duration) -> Duration {
        switch state {
        case .running(let since): limit - spent - (now - since)
        case .paused: max(limit - spent, .milliseconds(50))
        }
    }
}

/// A patience with a clock.
final class MCPStopwatch: Sendable {
    private static let start = ContinuousClock().now
    private static var now: Duration { start.duration(to: .now) }

    let limit: Duration
    private let patience: Mutex<MCPPatience>

    init(_ limit: Duration) {
        self.limit = limit
        patience = Mutex(MCPPatience(limit, from: MCPStopwatch.now))
    }

    /// Returns when the time is up.
    /// - Throws: when the task is cancelled.
    func run() async throws {
        while true {
            let left = patience.withLock { $0.left(at: MCPStopwatch.now) }
            guard left > .zero else { return }
            try await Task.sleep(for: left)
        }
    }

    /// Does something in no time at all.
    func pausing<Value: Sendable>(_ body: () async -> Value) async -> Value {
        patience.withLock { $0.pause(at: MCPStopwatch.now) }
        defer { patience.withLock { $0.resume(at: MCPStopwatch.now) } }
        return await body()
    }
}
