import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

@testable import RealtimeSocket

/// A server that says exactly what a test wants, byte for byte, to every client.
struct RawServer: Sendable {
    /// The bytes of one client, as they come, and the way back.
    struct Client {
        fileprivate var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        private let channel: any Channel
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        private(set) var received = ""

        fileprivate init(
            inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, channel: any Channel
        ) {
            self.inbound = inbound
            self.outbound = outbound
            self.channel = channel
        }

        /// Reads up to the end of a request's head, which is returned.
        mutating func head() async throws -> String {
            while !received.contains("\r\n\r\n") {
                guard let bytes = try await inbound.next() else { break }
                received += String(decoding: bytes.readableBytesView, as: UTF8.self)
            }
            defer { received = "" }
            return received
        }

        /// Reads until the client has nothing more to say; returns the number of bytes.
        mutating func rest() async throws -> Int {
            var count = 0
            while let bytes = try await inbound.next() { count += bytes.readableBytes }
            return count
        }

        mutating func bytes() async throws -> ByteBuffer? { try await inbound.next() }

        func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
        func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

        /// The 101 that fits a request's head, and `bytes` in the same write.
        func accept(_ head: String, then bytes: [UInt8] = []) async throws {
            let key = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("sec-websocket-key:") }
            var request = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
            request.headers.add(name: "Sec-WebSocket-Version", value: "13")
            request.headers.add(
                name: "Sec-WebSocket-Key", value: String((key ?? "").dropFirst(18)).filter { $0 != " " })
            let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
                shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
                upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
            let headers = try await upgrader.buildUpgradeResponse(
                channel: channel, upgradeRequest: request, initialResponseHeaders: HTTPHeaders()
            ).get()
            var answer = "HTTP/1.1 101 Switching Protocols\r\n"
            for (name, value) in headers { answer += "\(name): \(value)\r\n" }
            try await send(Array((answer + "\r\n").utf8) + bytes)
        }
    }

    /// The bytes of an unmasked frame.
    static func frame(_ opcode: UInt8, _ payload: [UInt8], announcing length: Int? = nil) -> [UInt8] {
        let length = length ?? payload.count
        if length < 126 { return [0x80 | opcode, UInt8(length)] + payload }
        if length < 65_536 { return [0x80 | opcode, 126, UInt8(length >> 8), UInt8(length & 255)] + payload }
        return [0x80 | opcode, 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + payload
    }

    static func text(_ text: String) -> [UInt8] { frame(1, Array(text.utf8)) }

    /// Serves every client with `script` while `body` runs.
    @discardableResult
    static func run<Result: Sendable>(
        tls: NIOSSLContext? = nil,
        _ script: @escaping @Sendable (_ client: inout Client, _ number: Int) async throws -> Void,
        _ body: @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: EventLoopThread.group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Small, so that a test can fill it.
            .serverChannelOption(.socketOption(.so_rcvbuf), value: 16_384)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await withThrowingTaskGroup { group in
            group.addTask {
                try await listener.executeThenClose { clients in
                    try await withThrowingDiscardingTaskGroup { group in
                        var next = 1
                        for try await client in clients {
                            let number = next
                            next += 1
                            let channel = client.channel
                            group.addTask {
                                // A client that goes away in the middle is what some tests are about.
                                try? await client.executeThenClose { inbound, outbound in
                                    var client = Client(
                                        inbound: inbound.makeAsyncIterator(), outbound: outbound, channel: channel)
                                    try await script(&client, number)
                                }
                            }
                        }
                    }
                }
            }
            let result = try await body(listener.channel.localAddress?.port ?? 0)
            group.cancelAll()
            try? await group.waitForAll()
            return result
        }
    }
}
