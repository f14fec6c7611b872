public import Realtime

/// Lets one response at a time write to the conversation, and sends the results of a response's tools together.
///
/// The API refuses a `response.create` while a response is active (`conversation_already_has_active_response`), and a
/// `response.cancel` before `response.created` has no effect. Every `response.create` of the tutor goes through here.
public struct ResponseQueue: Sendable, Hashable {
    /// What to send, in order.
    public enum Order: Sendable, Hashable {
        case create(EventID)
        case cancel(ResponseID)
        case output(CallID, String)
    }

    enum State: Sendable, Hashable {
        /// The server is not answering.
        case quiet
        /// `response.create` was sent; its id is not known yet.
        case requested(EventID)
        /// The pupil interrupted before the id was known: cancelled as soon as it is.
        case requestedThenInterrupted(EventID)
        case active(ResponseID)
        /// `response.cancel` was sent; `response.done` is due. What still arrives of it is dropped.
        case cancelling(ResponseID)
        /// Somebody else's response is active: ask again when it is done.
        case blocked
        /// There is no conversation to write to; what is wanted waits for one.
        case suspended
    }

    /// A tool call that waits for its result, or has it and waits for the others of its response.
    private struct Call: Sendable, Hashable {
        enum Progress: Sendable, Hashable {
            case running
            case finished(String)
            /// The pupil has moved on: the result is told to the model when it comes, and asks for no response.
            case stale
        }
        var id: CallID
        var progress: Progress
    }

    private var state = State.suspended
    private var calls: [Call] = []
    /// A response that is due as soon as there is room for it.
    private var due: Due = .nothing
    private var created = 0

    private enum Due: Sendable, Hashable { case nothing, response }

    public init() {}

    /// Whether nothing is being said, run or asked for.
    public var isQuiet: Bool {
        switch state {
        case .quiet, .suspended: due == .nothing && !calls.contains { $0.progress != .stale }
        case .requested, .requestedThenInterrupted, .active, .cancelling, .blocked: false
        }
    }

    /// The response whose audio may be played, if there is one.
    public var audible: ResponseID? {
        switch state {
        case .active(let response): response
        case .quiet, .requested, .requestedThenInterrupted, .cancelling, .blocked, .suspended: nil
        }
    }

    /// Calls that ran, or still run, and whose output was not sent.
    public var pendingCalls: Set<CallID> { Set(calls.map(\.id)) }

    /// The conversation is gone: an answer that was under way is asked for again when there is a new one.
    /// - Returns: the response that was audible.
    public mutating func suspend() -> ResponseID? {
        let cut = audible
        switch state {
        case .requested, .active, .blocked: due = .response
        case .quiet, .requestedThenInterrupted, .cancelling, .suspended: break
        }
        state = .suspended
        return cut
    }

    /// There is a conversation again.
    public mutating func resume() -> [Order] {
        if state == .suspended { state = .quiet }
        return settle()
    }

    /// A response is wanted: now, or as soon as what goes on is over.
    public mutating func want() -> [Order] {
        due = .response
        return settle()
    }

    /// `response.created`
    public mutating func created(_ response: ResponseID) -> [Order] {
        switch state {
        case .requested, .quiet, .blocked:
            state = .active(response)
            return []
        case .requestedThenInterrupted:
            state = .cancelling(response)
            return [.cancel(response)]
        case .active, .cancelling, .suspended:
            // A second one cannot write to the conversation; an out-of-band response is not ours to follow.
            return []
        }
    }

    /// A completed function call of a response. Returns whether it is to be run.
    public mutating func called(_ call: CallID, by response: ResponseID) -> Bool {
        guard state == .active(response), !calls.contains(where: { $0.id == call }) else { return false }
        calls.append(Call(id: call, progress: .running))
        return true
    }

    /// A tool gave its result.
    public mutating func finished(_ call: CallID, output: String) -> [Order] {
        guard let index = calls.firstIndex(where: { $0.id == call }) else { return [] }
        switch calls[index].progress {
        case .running:
            calls[index].progress = .finished(output)
            return settle()
        case .stale:
            calls.remove(at: index)
            return [.output(call, output)]
        case .finished:
            return []
        }
    }

    /// `response.done`, whatever its status.
    public mutating func done(_ response: ResponseID) -> [Order] {
        switch state {
        case .active(response), .cancelling(response), .blocked:
            state = .quiet
            return settle()
        case .quiet, .requested, .requestedThenInterrupted, .active, .cancelling, .suspended:
            return []
        }
    }

    /// The server refused an event of ours. Returns what to send, or `nil` when the event was none of this queue's.
    public mutating func refused(_ event: EventID, code: APIError.Code?) -> [Order]? {
        switch state {
        case .requested(event):
            if code == .conversationAlreadyHasActiveResponse {
                state = .blocked
                due = .response
                return []
            }
            state = .quiet
            due = .nothing
            return settle()
        case .requestedThenInterrupted(event):
            state = .quiet
            return settle()
        // Somebody else's response came first, and was taken for the one that was asked for: ask again after it.
        case .active where code == .conversationAlreadyHasActiveResponse:
            due = .response
            return []
        case .quiet, .requested, .requestedThenInterrupted, .active, .cancelling, .blocked, .suspended:
            return nil
        }
    }

    /// The pupil takes the floor: nothing queued is sent any more, and what is being said is cancelled.
    public mutating func interrupt() -> [Order] {
        due = .nothing
        var orders: [Order] = []
        for call in calls {
            if case .finished(let output) = call.progress { orders.append(.output(call.id, output)) }
        }
        calls = calls.compactMap { call in
            switch call.progress {
            case .running, .stale: Call(id: call.id, progress: .stale)
            case .finished: nil
            }
        }
        switch state {
        case .active(let response):
            state = .cancelling(response)
            orders.append(.cancel(response))
        case .requested(let event):
            state = .requestedThenInterrupted(event)
        case .quiet, .requestedThenInterrupted, .cancelling, .blocked, .suspended:
            break
        }
        return orders
    }

    /// An answer never came: everything that was under way is given up.
    public mutating func reset() {
        if state != .suspended { state = .quiet }
        due = .nothing
        calls = []
    }

    private mutating func settle() -> [Order] {
        guard state == .quiet, !calls.contains(where: { $0.progress == .running }) else { return [] }
        var orders: [Order] = []
        for call in calls {
            guard case .finished(let output) = call.progress else { continue }
            orders.append(.output(call.id, output))
            due = .response
        }
        calls.removeAll { $0.progress != .stale }
        if due == .response {
            due = .nothing
            created += 1
            let event = EventID(rawValue: "create_\(created)")
            state = .requested(event)
            orders.append(.create(event))
        }
        return orders
    }
}
