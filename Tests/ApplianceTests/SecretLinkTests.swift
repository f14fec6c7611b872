import Appliance
import Realtime
import RealtimeSocket
import Synchronization
import Testing

/// What an MCP server is authorised with goes out, and comes back to nobody.
struct SecretLinkTests {
    /// A server that says back what it was told, as ours does.
    private final class Echo: RealtimeLink {
        let events: AsyncStream<LinkEvent>
        private let told: AsyncStream<LinkEvent>.Continuation
        let sent = Mutex<[ClientEvent]>([])

        init() { (events, told) = AsyncStream.makeStream() }

        func send(_ event: ClientEvent) {
            sent.withLock { $0.append(event) }
            if case .sessionUpdate(let update) = event {
                told.yield(.received(.sessionUpdated(.init(session: update.session))))
            }
        }

        func renew() {}
        func run() async throws { told.finish() }
    }

    private func authorizations(_ session: SessionConfiguration) -> [String?] {
        guard case .realtime(let session) = session else { return [] }
        return (session.tools ?? []).compactMap {
            if case .mcp(let server) = $0 { .some(server.authorization) } else { nil }
        }
    }

    @Test func `a secret is sent in its name's place, and is taken out of what comes back`() async throws {
        let echo = Echo()
        let link = SecretLink(echo, secrets: ["$market": Secret("s3cret")])
        let session = RealtimeSession(tools: [
            .mcp(MCPTool(serverLabel: "market", serverURL: "https://market.example/mcp", authorization: "$market")),
            .mcp(MCPTool(serverLabel: "open", serverURL: "https://open.example/mcp")),
        ])
        link.send(.sessionUpdate(.init(session: .realtime(session))))
        link.send(.responseCreate(.init()))
        let sent = echo.sent.withLock { $0 }
        guard case .sessionUpdate(let update)? = sent.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(authorizations(update.session) == ["s3cret", nil])
        #expect(sent.count == 2)
        try await echo.run()
        var back: [[String?]] = []
        for await event in link.events {
            if case .received(.sessionUpdated(let updated)) = event { back.append(authorizations(updated.session)) }
        }
        #expect(back == [[nil, nil]])
    }
}
