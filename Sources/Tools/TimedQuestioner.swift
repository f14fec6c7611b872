import Synchronization

/// Passes a tool's questions on, and keeps how long they were open: a tool's time stands still while a pupil thinks.
package final class TimedQuestioner<C: Clock>: Questioner where C.Duration == Duration {
    private struct State {
        var open = 0
        var since: C.Instant?
        /// Time with a question open that has not been taken yet.
        var passed = Duration.zero
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let questioner: any Questioner
    private let clock: C
    private let state = Mutex(State())

    package init(_ questioner: any Questioner, clock: C) {
        self.questioner = questioner
        self.clock = clock
    }

    package func ask(_ question: ToolQuestion) async -> ToolAnswer {
        state.withLock { state in
            state.open += 1
            if state.open == 1 { state.since = clock.now }
        }
        let answer = await questioner.ask(question)
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.open -= 1
            guard state.open == 0 else { return nil }
            if let since = state.since { state.passed += since.duration(to: clock.now) }
            state.since = nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
        return answer
    }

    /// Returns when so much time has passed in which no question was open.
    /// - Throws: `CancellationError`
    package func sleep(for time: Duration) async throws {
        var left = time
        while left > .zero {
            let start = clock.now
            try await clock.sleep(until: start.advanced(by: left), tolerance: nil)
            let (now, passed) = takePassed()
            left -= start.duration(to: now) - passed
            await untilNoneIsOpen()
        }
    }

    private func takePassed() -> (C.Instant, Duration) {
        state.withLock { state in
            let now = clock.now
            if let since = state.since {
                state.passed += since.duration(to: now)
                state.since = now
            }
            defer { state.passed = .zero }
            return (now, state.passed)
        }
    }

    private func untilNoneIsOpen() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard state.open > 0 else { return false }
                state.waiter = continuation
                return true
            }
            if !isOpen { continuation.resume() }
        }
        // What passed while it waited was not slept.
        state.withLock { $0.passed = .zero }
    }
}
