import Realtime

/// One line of messages both ways, over whatever carries it. It is opened when something is to be sent, and again after it
/// ended.
actor MCPDuplexTransport: MCPTransport {
    nonisolated let manners = MCPManners.duplex

    private enum State {
        case closed
        case opening(Task<any MCPDuplex, any Error>)
        /// The task reads; it lives as long as the line.
        case open(any MCPDuplex, number: Int, Task<Void, Never>)
    }

    private let connect: @Sendable () async throws -> any MCPDuplex
    private var state = State.closed
    private var lines = 0
    private var waiting: [JSONValue: AsyncThrowingStream<JSONValue, any Error>.Continuation] = [:]
    private var inbox: @Sendable (MCPIncoming) async -> Void = { _ in }
    /// Lines that were no messages since an answer came.
    private var unreadable = 0

    init(_ connect: @escaping @Sendable () async throws -> any MCPDuplex) { self.connect = connect }

    deinit { if case .open(_, _, let reader) = state { reader.cancel() } }

    func report(to inbox: @escaping @Sendable (MCPIncoming) async -> Void) { self.inbox = inbox }

    func request(_ request: MCPRequest) async throws -> JSONValue {
        let line = try await line(for: request)
        let (answers, answer) = AsyncThrowingStream<JSONValue, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(1))
        waiting[request.id] = answer
        defer { waiting[request.id] = nil }
        do {
            try await line.send(request.message.text)
        } catch {
            try Task.checkCancellation()
            throw MCPFault.lost("\(error)")
        }
        for try await result in answers { return result }
        try Task.checkCancellation()
        throw MCPFault.lost("no reason is known")
    }

    func send(_ message: MCPMessage, version: MCPVersion?) async throws {
        // Nothing of an earlier line is said to a new one.
        guard case .open(let line, _, _) = state else { return }
        try await line.send(message.text)
    }

    func listen(version: MCPVersion) {}

    func close() async {
        switch state {
        case .closed: break
        case .opening(let task):
            state = .closed
            if let line = try? await task.value { await line.close() }
        case .open(let line, _, let reader):
            state = .closed
            await line.close()
            reader.cancel()
            fail(with: MCPFault.lost("it was closed"))
        }
    }

    /// The line; a new one is opened only for what may come first on it.
    private func line(for request: MCPRequest) async throws -> any MCPDuplex {
        switch state {
        case .open(let line, _, _): return line
        case .opening(let task): return try await task.value
        case .closed:
            let isFirst = request.method == "initialize" || request.version?.era == .modern
            guard isFirst else { throw MCPFault.sessionLost }
            let connect = connect
            let task = Task { try await connect() }
            state = .opening(task)
            do {
                let line = try await task.value
                // Somebody may have closed it meanwhile.
                guard case .opening(task) = state else { throw CancellationError() }
                lines += 1
                let number = lines
                let reader = Task { [weak self] in
                    while let text = try? await line.receive(), let self { await self.received(text) }
                    // Nobody holds the client any more, or it closes the line itself.
                    guard let self, !Task.isCancelled else { return await line.close() }
                    await self.ended(number, why: await line.ending)
                }
                state = .open(line, number: number, reader)
                return line
            } catch {
                if case .opening(task) = state { state = .closed }
                throw error
            }
        }
    }

    private func received(_ text: String) async {
        guard let message = MCPMessage(text: text) else {
            unreadable += 1
            return
        }
        switch message {
        case .result(let id, let result):
            unreadable = 0
            waiting[id]?.yield(result)
            waiting[id]?.finish()
        case .failure(let id?, let refusal):
            unreadable = 0
            waiting[id]?.finish(throwing: MCPFault.refused(refusal))
        // What it is about, it could not read itself: with one request on its way there is no doubt.
        case .failure(nil, let refusal):
            if waiting.count == 1 { fail(with: MCPFault.refused(refusal)) }
        case .request, .notification: await inbox(.message(message, during: nil))
        }
    }

    private func ended(_ number: Int, why: String) async {
        guard case .open(let line, number, _) = state else { return }
        state = .closed
        // First the end, then what failed by it: who tries again must not be told of this end.
        await inbox(.ended)
        fail(with: MCPFault.lost(unreadable == 0 ? why : "\(why); \(unreadable) of its lines were no messages"))
        unreadable = 0
        await line.close()
    }

    private func fail(with fault: MCPFault) {
        for answer in waiting.values { answer.finish(throwing: fault) }
        waiting = [:]
    }
}
