import Testing

@testable import RealtimeSocket

/// Single requests, to servers that answer every way that servers do.
@Suite(.timeLimit(.minutes(1))) struct HTTPExchangeTests {
    /// What comes of a request to a server that answers with these bytes.
    private func ask(_ answer: String, limit: Int = 1 << 20, timeout: Duration = .seconds(5)) async throws -> HTTPReply
    {
        try await RawServer.run { client, _ in
            _ = try await client.head()
            try await client.send(answer)
            if answer.isEmpty { _ = try await client.rest() }
        } _: { port in
            try await HTTPExchange().send(
                HTTPRequest(
                    try SocketURL("http://127.0.0.1:\(port)/path?q=1"), body: Array("{}".utf8), timeout: timeout,
                    limit: limit))
        }
    }

    @Test func `a body comes by its length, in chunks, or until the end`() async throws {
        for answer in [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
        ] {
            let reply = try await ask(answer)
            #expect(reply.status == 200)
            #expect(String(decoding: reply.body, as: UTF8.self) == "hello")
        }
    }

    @Test func `an error is an answer like any other, and headers have small names`() async throws {
        let reply = try await ask("HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
        #expect(reply.status == 429)
        #expect(reply.headers["retry-after"] == "7")
    }

    @Test func `the request is as it should be`() async throws {
        try await RawServer.run { client, _ in
            let head = try await client.head()
            try await client.send(
                "HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
        } _: { port in
            let reply = try await HTTPExchange().send(
                HTTPRequest(
                    try SocketURL("http://127.0.0.1:\(port)/path?q=1"), headers: [try HeaderField("X-Key", "secret")],
                    body: Array("{}".utf8)))
            let lines = String(decoding: reply.body, as: UTF8.self).split(separator: "\r\n").map(String.init)
            #expect(lines.first == "POST /path?q=1 HTTP/1.1")
            #expect(lines.contains("Host: 127.0.0.1:\(port)"))
            #expect(lines.contains("X-Key: secret"))
            #expect(lines.contains("Content-Length: 2"))
        }
    }

    @Test func `what is no HTTP, too large, too late or cut short is an error that names the host`() async throws {
        await #expect(throws: SocketError.self) { try await ask("SSH-2.0-OpenSSH\r\n\r\n") }
        await #expect(throws: SocketError.notUnderstood(host: "127.0.0.1", why: "its answer is larger than 4 bytes")) {
            try await ask("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", limit: 4)
        }
        await #expect(
            throws: SocketError.timedOut(host: "127.0.0.1", after: .milliseconds(200), doing: "shaking hands")
        ) { try await ask("", timeout: .milliseconds(200)) }
        await #expect(throws: SocketError.self) {
            try await ask("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello")
        }
    }

    @Test func `measurements are served as text, and nothing else is`() async throws {
        let (places, told) = AsyncStream.makeStream(of: TextServer.Place.self)
        let server = TextServer(at: .tcp(host: "127.0.0.1", port: 0)) { "tutor_up 1\n" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { told.yield($0) } }
            var iterator = places.makeAsyncIterator()
            guard case .tcp(_, let port)? = await iterator.next() else {
                Issue.record("it does not listen")
                return
            }
            func get(_ path: String, _ method: String = "GET") async throws -> HTTPReply {
                try await HTTPExchange().send(
                    HTTPRequest(try SocketURL("http://127.0.0.1:\(port)\(path)"), method: method))
            }
            let reply = try await get("/metrics")
            #expect(reply.status == 200)
            #expect(String(decoding: reply.body, as: UTF8.self) == "tutor_up 1\n")
            #expect(reply.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(try await get("/").status == 404)
            #expect(try await get("/metrics", "DELETE").status == 404)
            group.cancelAll()
        }
    }

    @Test(arguments: [
        ("unix:/run/tutor/metrics.sock", "unix:/run/tutor/metrics.sock"), ("127.0.0.1:9464", "127.0.0.1:9464"),
        ("[::1]:9464", "[::1]:9464"), ("localhost", nil), (":9464", nil), ("127.0.0.1:99999", nil), ("unix:x", nil),
    ]) func `a place is a socket file or host and port`(text: String, place: String?) {
        #expect(TextServer.Place(text)?.description == place)
    }
}
