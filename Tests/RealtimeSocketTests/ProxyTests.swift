import NIOCore
import NIOPosix
import Testing

@testable import RealtimeSocket

/// Through a proxy of three lines.
@Suite(.timeLimit(.minutes(2))) struct ProxyTests {
    private func client(through port: Int, _ credentials: String = "") -> WebSocketClient {
        let environment = ["ALL_PROXY": "http://\(credentials)127.0.0.1:\(port)"]
        return WebSocketClient(configuration: .init(proxies: ProxySettings(environment: environment)))
    }

    @Test func `a tunnel carries the connection, with credentials shown to the proxy only`() async throws {
        let heads = Mailbox<String>(capacity: 4)
        try await RawServer.run { client, _ in
            heads.push(try await client.head())
            try await client.send("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n")
            // The proxy plays the server too: one that the client cannot reach by itself.
            let head = try await client.head()
            heads.push(head)
            try await client.accept(head, then: RawServer.text("through the tunnel"))
            _ = try await client.rest()
        } _: { port in
            try await client(through: port, "user:pass@").connect(to: .url("ws://far.invalid:81/v1/realtime")) {
                connection in
                #expect(await next(connection) == .text("through the tunnel"))
                connection.abort("test over")
            }
            #expect(
                await heads.next()
                    == "CONNECT far.invalid:81 HTTP/1.1\r\nHost: far.invalid:81\r\n"
                    + "Proxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n")
            let request = await heads.next() ?? ""
            #expect(request.hasPrefix("GET /v1/realtime HTTP/1.1\r\nHost: far.invalid:81\r\n"))
            #expect(!request.contains("dXNlcjpwYXNz"))
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "put its user name and password"),
        ("HTTP/1.0 403 Forbidden\r\nX: y\r\n\r\n", "HTTP 403"), ("nonsense\r\n\r\n", "not HTTP"),
        ("", "closed the connection"),
    ])
    func `a proxy that refuses is named, and so is what to do`(answer: String, words: String) async throws {
        try await RawServer.run { client, _ in
            _ = try await client.head()
            try await client.send(answer)
        } _: { port in
            await #expect {
                try await client(through: port, "user:pass@").connect(to: .url("wss://far.invalid/")) { _ in }
            } throws: { error in
                let text = "\(error)"
                let known = text.contains("127.0.0.1:\(port)") && text.contains(words) && !text.contains("pass@")
                if !known { Issue.record("\(text)") }
                return known
            }
        }
    }

    @Test func `a proxy that is not there is named`() async throws {
        let port = try await serving(echo) { $0 }
        await #expect {
            try await client(through: port).connect(to: .url("wss://far.invalid/")) { _ in }
        } throws: { error in
            guard case .proxyBroken(let proxy, let why) = error as? SocketError else { return false }
            return proxy == "127.0.0.1:\(port)" && why.contains("refuses connections")
        }
    }
}
