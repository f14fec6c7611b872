public import Realtime
public import RealtimeSocket

/// Puts secrets into what is sent, and takes them out of what comes back, behind the session: a diary and a replay
/// never see them.
///
/// An MCP server that the provider calls is named with `authorization: "$NAME"`; the value goes out in its place.
public struct SecretLink: RealtimeLink {
    public let events: AsyncStream<LinkEvent>
    private let link: any RealtimeLink
    private let secrets: [String: Secret]

    /// - Parameter secrets: by what stands in their place.
    public init(_ link: any RealtimeLink, secrets: [String: Secret]) {
        self.link = link
        self.secrets = secrets
        let reader = Reader(events: link.events.makeAsyncIterator())
        events = AsyncStream { await reader.next() }
    }

    public func run() async throws { try await link.run() }
    public func renew() { link.renew() }

    public func send(_ event: ClientEvent) {
        guard case .sessionUpdate(var update) = event, case .realtime(let session) = update.session else {
            return link.send(event)
        }
        update.session = .realtime(
            SecretLink.authorizing(session) { name in secrets[name].map { $0.reveal() } ?? name })
        link.send(.sessionUpdate(update))
    }

    /// A session whose servers' authorizations are others.
    private static func authorizing(
        _ session: RealtimeSession, _ change: (String) -> String?
    ) -> RealtimeSession {
        var session = session
        session.tools = session.tools?.map { tool in
            guard case .mcp(var server) = tool, let authorization = server.authorization else { return tool }
            server.authorization = change(authorization)
            return .mcp(server)
        }
        return session
    }

    /// The one consumer's place in the stream.
    private final class Reader: @unchecked Sendable {
        private var events: AsyncStream<LinkEvent>.Iterator

        init(events: AsyncStream<LinkEvent>.Iterator) { self.events = events }

        func next() async -> LinkEvent? {
            guard let event = await events.next(isolation: nil) else { return nil }
            switch event {
            case .received(.sessionUpdated(var updated)):
                guard case .realtime(let session) = updated.session else { return event }
                updated.session = .realtime(SecretLink.authorizing(session) { _ in nil })
                return .received(.sessionUpdated(updated))
            case .received(.sessionCreated(var created)):
                guard case .realtime(let session) = created.session else { return event }
                created.session = .realtime(SecretLink.authorizing(session) { _ in nil })
                return .received(.sessionCreated(created))
            case .connecting, .up, .received, .malformed, .dropped, .down: return event
            }
        }
    }
}
