public import Dialogue
public import Realtime
public import RealtimeSocket

/// A client of OpenAI's Realtime API, and of anything that speaks it.
///
///     let client = Client(try .openAI(key: key, model: "gpt-realtime-2.1-mini"))
///     try await client.startConversation(RealtimeSession(instructions: "Be brief.")) { conversation in
///         print(try await conversation.ask("What is seven times eight?"))
///     }
public struct Client: Sendable {
    public struct Configuration: Sendable {
        /// How it connects: proxies, authorities, limits, backoff.
        public var link: WebSocketLink.Configuration
        public var conversation: TypedConversation.Limits
        /// How often the first connection is tried before ``ClientError/notConnected(_:)``. Later ones are tried for ever.
        public var firstAttempts = 3
        /// How sound travels: 16-bit PCM, or G.711 for thin lines. Here it is 24 kHz PCM always.
        public var line: LineCoding

        public init(
            link: WebSocketLink.Configuration = .init(client: .init(proxies: .fromEnvironment)),
            conversation: TypedConversation.Limits = .init(), line: LineCoding = .pcm
        ) {
            self.link = link
            self.conversation = conversation
            self.line = line
        }
    }

    private let makeLink: @Sendable () -> any RealtimeLink
    private let limits: TypedConversation.Limits
    private let firstAttempts: Int

    public init(_ endpoint: RealtimeEndpoint, configuration: Configuration = Configuration()) {
        limits = configuration.conversation
        firstAttempts = configuration.firstAttempts
        makeLink = {
            configuration.line.coding(WebSocketLink(endpoint: endpoint, configuration: configuration.link))
        }
    }

    /// A client over a way of your own.
    public init(limits: TypedConversation.Limits = .init(), over makeLink: @escaping @Sendable () -> any RealtimeLink) {
        self.limits = limits
        firstAttempts = 1
        self.makeLink = makeLink
    }

    /// Connects, runs `body`, and closes. The conversation begins with the server's own settings.
    /// - Throws: ``ClientError`` where there is no connection and trying again soon cannot help; what `body` throws.
    public func connect<Result: Sendable>(
        _ body: @escaping @Sendable (Conversation) async throws -> Result
    ) async throws -> Result {
        try await startConversation(RealtimeSession(), body)
    }

    /// Connects, gives the server the settings, runs `body` when it has taken them, and closes.
    ///
    /// While `body` runs, lost connections are made again and told the conversation.
    /// - Throws: ``ClientError``, what `body` throws.
    public func startConversation<Result: Sendable>(
        _ session: RealtimeSession, _ body: @escaping @Sendable (Conversation) async throws -> Result
    ) async throws -> Result {
        let link = makeLink()
        let conversation = Conversation(link: link, session: session, limits: limits)
        return try await withThrowingTaskGroup(of: Outcome<Result>.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await link.run()
                return .helped
            }
            group.addTask {
                defer { conversation.finish() }
                try await pump(link.events, into: conversation)
                return .helped
            }
            group.addTask {
                await withDiscardingTaskGroup { jobs in
                    for await job in conversation.jobs { jobs.addTask(operation: job) }
                    jobs.cancelAll()
                }
                return .helped
            }
            group.addTask {
                do {
                    try await conversation.beReady()
                    return .done(try await body(conversation))
                } catch {
                    return .failed(error)
                }
            }
            var failure: (any Error)?
            while !group.isEmpty {
                let outcome: Outcome<Result>?
                do {
                    outcome = try await group.next()
                } catch is CancellationError {
                    // Of a helper that was cancelled below, or of all.
                    continue
                }
                switch outcome {
                case .done(let result): return result
                case .failed(let error):
                    // Somebody waited for what never came; a helper knows why.
                    guard case ClientError.ended = error else { throw error }
                    failure = error
                    group.cancelAll()
                case .helped, nil: break
                }
            }
            try Task.checkCancellation()
            throw failure ?? ClientError.ended
        }
    }

    /// What a task of a conversation came to.
    private enum Outcome<Result: Sendable>: Sendable {
        case done(Result)
        case failed(any Error)
        case helped
    }

    /// Passes on what the connection brings. Whoever never had one is told why, after a few tries where they are soon.
    private func pump(_ events: AsyncStream<LinkEvent>, into conversation: Conversation) async throws {
        var wasReady = false
        var failures = 0
        for await event in events {
            if case .received(.sessionUpdated) = event { wasReady = true }
            if case .down(let reason, let retry, _) = event, !wasReady {
                failures += 1
                if failures >= firstAttempts || retry.map({ $0 > .seconds(30) }) ?? true {
                    throw ClientError.notConnected(reason)
                }
            }
            conversation.take(event)
        }
    }
}
