import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import RealtimeSocket

/// Our server against clients that do odd things.
@Suite(.timeLimit(.minutes(2))) struct RawClientTests {
    private static let upgrade =
        "GET /v1/realtime HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    /// Sends bytes, and returns all that comes back until the server ends the connection.
    private func talk(_ port: Int, _ bytes: [UInt8]) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: EventLoopThread.group).connect(host: "127.0.0.1", port: port) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var received: [UInt8] = []
            do {
                for try await part in inbound { received += Array(part.readableBytesView) }
            } catch is IOError {
                // A reset after the answer: the server did not wait for what nobody reads.
            }
            return received
        }
    }

    @Test(arguments: [
        ("GET /v1/realtime HTTP/1.1\r\nHost: x\r\n\r\n", "426", "upgrade_required"),
        ("POST /v1/realtime HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "405", "method_not_allowed"),
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "404", "not_found"),
        ("\0\0\0 nonsense\r\n\r\n", "400", "invalid_handshake"),
        ("GET /v1/realtime HTT", "408", "timeout"),
    ])
    func `a request that is no upgrade is answered in JSON`(request: String, status: String, code: String) async throws
    {
        // Long enough for a machine that is busy, but for the request that is to be late.
        let patience: Duration = code == "timeout" ? .milliseconds(500) : .seconds(30)
        try await serving(with: .init(requestTimeout: patience), echo) { port in
            let answer = String(decoding: try await talk(port, Array(request.utf8)), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.contains("\r\n\r\n{\"error\":{\"code\":\"\(code)\""), "\(answer)")
            #expect(answer.components(of: "HTTP/1.1 ") == 1)
        }
    }

    @Test func `a frame without a mask closes with 1002`() async throws {
        let request = Array((RawClientTests.upgrade + "Sec-WebSocket-Protocol: x, realtime\r\n\r\n").utf8)
        try await serving(echo) { port in
            let answer = try await talk(port, request + RawServer.text("bare"))
            let text = String(decoding: answer, as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 101 "))
            #expect(text.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            #expect(text.lowercased().contains("sec-websocket-protocol: realtime\r\n"))
            let frame = answer.firstRange(of: Array("\r\n\r\n".utf8)).map { Array(answer[$0.upperBound...]) } ?? []
            #expect(frame.starts(with: [0x88, UInt8(frame.count - 2), 0x03, 0xEA]))
        }
    }

    @Test func `a thousand connections of random bytes do not hurt the server`() async throws {
        try await serving(echo) { port in
            var generator = SplitMix(seed: 11)
            for number in 0..<1000 {
                var bytes = (0..<(2 + generator.next() % 60)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
                // Half of them begin like a text of some length, so that more than the first two bytes count.
                if number % 2 == 0 { bytes[0] = 0x81 }
                // An unmasked close: the end, whatever came before.
                let end: [UInt8] = [0x88, 0x00] + [UInt8](repeating: 0xFF, count: 200)
                let channel = try await ClientBootstrap(group: EventLoopThread.group).connect(
                    host: "127.0.0.1", port: port
                ).get()
                let request = Array((RawClientTests.upgrade + "\r\n").utf8) + bytes + end
                try await channel.writeAndFlush(ByteBuffer(bytes: request))
                try? await channel.close()
            }
            try await WebSocketClient.patient.connect(to: local(port)) { connection in
                try await connection.send("still here")
                #expect(await next(connection) == .text("still here"))
            }
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        ranges(of: part).count
    }
}
