import Testing

@testable import RealtimeSocket

/// Our client against our server.
@Suite(.timeLimit(.minutes(2))) struct WebSocketTests {
    @Test func `15 MiB of text come back as they went`() async throws {
        let text = String(repeating: "0123456789abcdef", count: 15 << 16)
        try await serving(echo) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                try await connection.send(text)
                #expect(await next(connection) == .text(text))
            }
        }
    }

    @Test func `the handler sees path, query and headers`() async throws {
        try await serving({ peer in
            let model = peer.request.query("model") ?? "", agent = peer.request.header("user-agent") ?? ""
            try? await peer.send("\(peer.request.path) \(model) \(agent)")
        }) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                #expect(await next(connection) == .text("/v1/realtime test tutor-kiosk"))
                // A handler that returns closes with 1000.
                #expect(await next(connection) == .closed(CloseReason(.normal)))
                #expect(await next(connection) == nil)
            }
        }
    }

    @Test(arguments: [(1001, "session over"), (1011, ""), (4000, "invalid_request_error.x"), (3000, "ä…")])
    func `close code and reason reach the client`(code: Int, reason: String) async throws {
        let code = CloseCode(rawValue: UInt16(code))
        try await serving({ $0.close(code, reason: reason) }) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                #expect(await next(connection) == .closed(CloseReason(code, reason)))
                await #expect(throws: SocketError.self) { try await connection.send("late") }
            }
        }
    }

    @Test func `close code and reason reach the server`() async throws {
        let seen = Mailbox<WebSocketMessage>(capacity: 8)
        try await serving({ peer in for await message in peer.messages { seen.push(message) } }) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                try await connection.send("before")
                connection.close(.goingAway, reason: "lesson over")
                #expect(await next(connection) == .closed(CloseReason(.goingAway, "lesson over")))
            }
            #expect(await seen.next() == .text("before"))
            #expect(await seen.next() == .closed(CloseReason(.goingAway, "lesson over")))
        }
    }

    @Test func `what was sent before close is delivered, though the outbox was full`() async throws {
        let text = String(repeating: "x", count: 1 << 20)
        try await serving({ peer in
            for _ in 0..<20 { try? await peer.send(text) }
            peer.close(.normal, reason: "done")
        }) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                for _ in 0..<20 { #expect(await next(connection) == .text(text)) }
                #expect(await next(connection) == .closed(CloseReason(.normal, "done")))
            }
        }
    }

    @Test func `a slow reader makes the sender wait, and memory stays bounded`() async throws {
        let text = String(repeating: "x", count: 1 << 20)
        let sent = Mailbox<Int>(capacity: 1000)
        let limits = SocketLimits(messageBytes: 2 << 20, outboxBytes: 4 << 20, inboxBytes: 1 << 20)
        try await serving(
            with: .init(limits: limits),
            { peer in
                for number in 1...64 {
                    guard (try? await peer.send(text)) != nil else { break }
                    sent.push(number)
                    #expect(peer.connection.outlet.bytes <= 4 << 20)
                }
                sent.finish()
            }
        ) { port in
            let client = WebSocketClient(configuration: .init(limits: limits))
            try await client.connect(to: local(port)) { connection in
                // The outbox takes four before anything is read here.
                for number in 1...4 { #expect(await sent.next() == number) }
                for _ in 1...64 { #expect(await next(connection) == .text(text)) }
                #expect(await next(connection) == .closed(CloseReason(.normal)))
            }
        }
    }

    @Test func `a message over the limit closes with 1009`() async throws {
        let limits = SocketLimits(messageBytes: 1000)
        let seen = Mailbox<WebSocketMessage>(capacity: 8)
        try await serving(
            with: .init(limits: limits), { peer in for await message in peer.messages { seen.push(message) } }
        ) {
            port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                try await connection.send(String(repeating: "x", count: 1000))
                try await connection.send(String(repeating: "x", count: 1001))
                let reason = CloseReason(.messageTooBig, "a message is larger than 1000 bytes")
                #expect(await next(connection) == .closed(reason))
                guard case .text = await seen.next() else { return #expect(Bool(false)) }
                #expect(await seen.next() == .closed(reason))
            }
        }
    }

    @Test func `a stopping server says goodbye with 1001`() async throws {
        let connection = try await serving({ peer in for await _ in peer.messages {} }) { port in
            try await WebSocketClient.patient.connect(to: local(port))
        }
        guard case .closed(let reason) = await next(connection) else { return #expect(Bool(false)) }
        #expect(reason.code == .goingAway)
        connection.close()
        await connection.ended()
    }

    @Test func `a hundred connections one after another leave room for the next`() async throws {
        try await serving(with: .init(maximumConnections: 1), echo) { port in
            for number in 0..<100 {
                try await WebSocketClient.patient.connect(to: local(port)) { connection in
                    try await connection.send("\(number)")
                    #expect(await next(connection) == .text("\(number)"))
                }
            }
        }
    }

    @Test func `one connection more than allowed is refused with 503`() async throws {
        try await serving(with: .init(maximumConnections: 1), echo) { port in
            try await WebSocketClient.patient.connect(to: local(port)) { _ in
                await #expect {
                    try await WebSocketClient.patient.connect(to: local(port)) { _ in }
                } throws: { error in
                    guard case .refused(_, let refusal) = error as? SocketError else { return false }
                    return refusal.status == 503 && refusal.retryAfter == .seconds(5)
                }
            }
        }
    }

    @Test func `a wrong key is unauthorized, with the server's words and without the key`() async throws {
        try await serving(with: .init(bearer: Secret("right")), echo) { port in
            await #expect {
                try await WebSocketClient.patient.connect(to: local(port, key: Secret("wrong-key"))) { _ in }
            } throws: { error in
                guard case .unauthorized("127.0.0.1", let refusal) = error as? SocketError else { return false }
                return refusal.code == "invalid_api_key" && !"\(error)".contains("wrong-key")
                    && "\(error)".contains("the key is missing or wrong")
            }
            try await WebSocketClient.patient.connect(to: local(port, key: Secret("right"))) { connection in
                try await connection.send("in")
                #expect(await next(connection) == .text("in"))
            }
        }
    }

    @Test func `another path is 404`() async throws {
        try await serving(echo) { port in
            await #expect {
                try await WebSocketClient.patient.connect(to: local(port, "/v1/other")) { _ in }
            } throws: { error in
                guard case .refused(_, let refusal) = error as? SocketError else { return false }
                return refusal.status == 404 && refusal.code == "not_found"
            }
        }
    }

    @Test func `a port in use is named`() async throws {
        try await serving(echo) { port in
            await #expect(throws: SocketError.portInUse(host: "127.0.0.1", port: port)) {
                try await WebSocketServer(configuration: .init(port: port)).run(echo)
            }
        }
    }

    @Test func `a closed port and an unknown name are told apart`() async throws {
        let port = try await serving(echo) { $0 }
        await #expect(throws: SocketError.connectionRefused(host: "127.0.0.1", port: port)) {
            try await WebSocketClient.patient.connect(to: local(port)) { _ in }
        }
        await #expect(throws: SocketError.nameNotFound(host: "no-such-host.invalid")) {
            try await WebSocketClient.patient.connect(to: .url("ws://no-such-host.invalid/")) { _ in }
        }
    }
}
