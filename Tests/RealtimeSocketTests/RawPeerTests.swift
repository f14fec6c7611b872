import NIOCore
import Synchronization
import Testing

@testable import RealtimeSocket

/// Our client against a server that does odd things, and our server against odd clients.
@Suite(.timeLimit(.minutes(2))) struct RawPeerTests {
    @Test func `frames that come together with the 101 are not lost`() async throws {
        let frames = (0..<500).flatMap { RawServer.text("event \($0)") } + RawServer.frame(8, [0x03, 0xE8])
        try await RawServer.run { client, _ in
            try await client.accept(client.head(), then: frames)
            _ = try await client.bytes()
        } _: { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                for number in 0..<500 { #expect(await next(connection) == .text("event \(number)")) }
                #expect(await next(connection) == .closed(CloseReason(.normal)))
            }
        }
    }

    @Test func `a server that vanishes inside a frame ends in 1006`() async throws {
        try await RawServer.run { client, _ in
            try await client.accept(
                client.head(), then: RawServer.text("whole") + RawServer.frame(1, Array("half".utf8), announcing: 5000))
        } _: { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                #expect(await next(connection) == .text("whole"))
                guard case .closed(let reason) = await next(connection) else { return #expect(Bool(false)) }
                #expect(reason.code == .abnormal)
            }
        }
    }

    @Test(
        arguments: [
            ([0x81, 0x02, 0xC3, 0x28], 1007), ([0x81, 0x81, 0, 0, 0, 0, 0x61], 1002), ([0xC1, 0x01, 0x61], 1002),
            ([0x83, 0x00], 1002), ([0x09, 0x00], 1002), ([0x80, 0x01, 0x61], 1002), ([0x88, 0x01, 0x03], 1002),
            ([0x88, 0x02, 0x03, 0xED], 1002), ([0x88, 0x03, 0x03, 0xE8, 0xFF], 1007),
            ([0x81, 0x7F, 0, 0, 0, 0, 0x7F, 0, 0, 0], 1009), ([0x01, 0x01, 0x61, 0x81, 0x01, 0x62], 1002),
        ] as [([UInt8], UInt16)])
    func `frames against the protocol end the connection with the right code`(bytes: [UInt8], code: UInt16) async throws
    {
        let heard = Mailbox<[UInt8]>(capacity: 4)
        try await RawServer.run { client, _ in
            try await client.accept(client.head(), then: bytes)
            heard.push(try await client.bytes().map { Array($0.readableBytesView) } ?? [])
            heard.finish()
        } _: { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                guard case .closed(let reason) = await next(connection) else { return #expect(Bool(false)) }
                #expect(reason.code.rawValue == code)
                // The same code is in our close frame: masked, so unmask it.
                let frame = await heard.next() ?? []
                guard frame.count >= 8, frame[0] == 0x88 else { return #expect(Bool(false), "\(frame)") }
                #expect(UInt16(frame[6] ^ frame[2]) << 8 | UInt16(frame[7] ^ frame[3]) == code)
            }
        }
    }

    @Test func `parts of a message are put together, with a ping between them answered`() async throws {
        let parts: [UInt8] = [0x01, 0x02, 0x61, 0x62, 0x89, 0x01, 0x70, 0x00, 0x00, 0x80, 0x01, 0x63]
        let pongs = Mailbox<[UInt8]>(capacity: 4)
        try await RawServer.run { client, _ in
            try await client.accept(client.head(), then: parts)
            pongs.push(try await client.bytes().map { Array($0.readableBytesView) } ?? [])
            _ = try await client.rest()
        } _: { port in
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                #expect(await next(connection) == .text("abc"))
                let pong = await pongs.next() ?? []
                guard pong.count == 7, pong[0] == 0x8A, pong[1] == 0x81 else { return #expect(Bool(false), "\(pong)") }
                #expect(pong[6] ^ pong[2] == 0x70)
                connection.abort("test over")
            }
        }
    }

    @Test func `a server that answers no ping is given up`() async throws {
        var limits = SocketLimits()
        limits.pingInterval = .milliseconds(20)
        limits.pongTimeout = .milliseconds(20)
        let client = WebSocketClient(configuration: .init(limits: limits))
        try await RawServer.run { client, _ in
            try await client.accept(client.head())
            _ = try await client.rest()
        } _: { port in
            try await client.connect(to: local(port)) { connection in
                let reason = CloseReason(.abnormal, "the peer does not answer pings")
                #expect(await next(connection) == .closed(reason))
            }
        }
    }

    @Test func `a server that answers pings stays`() async throws {
        var limits = SocketLimits()
        limits.pingInterval = .milliseconds(10)
        limits.pongTimeout = .seconds(20)
        let client = WebSocketClient(configuration: .init(limits: limits))
        try await RawServer.run { client, _ in
            try await client.accept(client.head())
            for _ in 0..<5 {
                let ping = try await client.bytes()
                #expect(ping?.getInteger(at: 0, as: UInt8.self) == 0x89)
                try await client.send(RawServer.frame(10, []))
            }
            try await client.send(RawServer.text("five pings"))
            _ = try await client.rest()
        } _: { port in
            try await client.connect(to: local(port)) { connection in
                #expect(await next(connection) == .text("five pings"))
                connection.abort("test over")
            }
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP 200: hello"),
        (
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\n\r\n{\"error\":{\"message\":\"slow down\"}}",
            "HTTP 429: slow down"
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
            "Sec-WebSocket-Accept is wrong"
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
            "the upgrade is to no WebSocket"
        ),
        ("SSH-2.0-OpenSSH_9.2\r\n", "not HTTP"), ("", "closed the connection before an answer"),
    ])
    func `an answer that is no upgrade is told`(answer: String, words: String) async throws {
        try await RawServer.run { client, _ in
            _ = try await client.head()
            try await client.send(answer)
        } _: { port in
            await #expect {
                try await WebSocketClient.patient.connect(to: local(port)) { _ in }
            } throws: { error in
                let known = error is SocketError && "\(error)".contains(words)
                if !known { Issue.record("\(error)") }
                return known
            }
        }
    }

    @Test func `a server that never answers is timed out`() async throws {
        let client = WebSocketClient(configuration: .init(connectTimeout: .milliseconds(200)))
        try await RawServer.run { client, _ in
            _ = try await client.rest()
        } _: { port in
            await #expect(
                throws: SocketError.timedOut(host: "127.0.0.1", after: .milliseconds(200), doing: "shaking hands")
            ) { try await client.connect(to: local(port)) { _ in } }
        }
    }

    @Test func `a cancelled connect returns at once`() async throws {
        let asked = Mailbox<Void>(capacity: 1)
        try await RawServer.run { client, _ in
            _ = try await client.head()
            asked.push(())
            _ = try await client.rest()
        } _: { port in
            let task = Task { try await WebSocketClient.patient.connect(to: local(port)) { _ in } }
            await asked.next()
            task.cancel()
            await #expect(throws: SocketError.closed(CloseReason(.goingAway, "the task was cancelled"))) {
                try await task.value
            }
        }
    }
}
