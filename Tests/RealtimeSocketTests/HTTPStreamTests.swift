import NIOCore
import NIOHTTP1
import NIOPosix
import Realtime
import RealtimeSocket
import Testing

@Suite struct HTTPStreamTests {
    /// Sends pieces of a body as they are asked for, and says how many went out.
    private final class Pieces: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let pieces: Int
        private let size: Int
        private let ends: Bool
        private let sent: @Sendable (Int) -> Void

        init(_ pieces: Int, of size: Int, ends: Bool, sent: @escaping @Sendable (Int) -> Void) {
            self.pieces = pieces
            self.size = size
            self.ends = ends
            self.sent = sent
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .end = unwrapInboundIn(data) else { return }
            context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok))), promise: nil)
            send(1, context)
        }

        private func send(_ number: Int, _ context: ChannelHandlerContext) {
            guard number <= pieces else {
                if ends { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
                return
            }
            let promise = context.eventLoop.makePromise(of: Void.self)
            let bytes = ByteBuffer(repeating: UInt8(ascii: "x"), count: size)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
            promise.futureResult.assumeIsolated().whenSuccess {
                self.sent(number)
                self.send(number + 1, context)
            }
        }
    }

    private static func serving(
        _ pieces: Int, of size: Int, ends: Bool = true, sent: @escaping @Sendable (Int) -> Void = { _ in },
        _ body: (SocketURL) async throws -> Void
    ) async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Pieces(pieces, of: size, ends: ends, sent: sent))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(SocketURL("http://127.0.0.1:\(listener.localAddress?.port ?? 0)/"))
        } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
    }

    @Test func `a body is read as it comes, before its end`() async throws {
        try await HTTPStreamTests.serving(1, of: 10, ends: false) { url in
            let stream = try await HTTPExchange().open(HTTPRequest(url, method: "GET"))
            #expect(stream.status == 200)
            #expect(try await stream.body.next()?.count == 10)
            stream.body.close()
            #expect(try await stream.body.next() == nil)
        }
    }

    @Test func `a body is whole when it ends`() async throws {
        try await HTTPStreamTests.serving(100, of: 10_000) { url in
            let stream = try await HTTPExchange().open(HTTPRequest(url, method: "GET"))
            var count = 0
            while let bytes = try await stream.body.next() { count += bytes.count }
            #expect(count == 1_000_000)
        }
    }

    @Test func `a server is held back while nobody reads`() async throws {
        let (counts, count) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let size = 1 << 20
        try await HTTPStreamTests.serving(64, of: size, sent: { count.yield($0) }) { url in
            let stream = try await HTTPExchange().open(HTTPRequest(url, method: "GET"))
            // What was sent stops somewhere below the kernel's buffers and ours, and goes on when it is read.
            var read = 0
            while let bytes = try await stream.body.next() { read += bytes.count }
            #expect(read == 64 * size)
            var latest = counts.makeAsyncIterator()
            #expect(await latest.next() == 64)
        }
    }

    @Test func `a body in which nothing comes is given up`() async throws {
        try await HTTPStreamTests.serving(1, of: 1, ends: false) { url in
            let stream = try await HTTPExchange().open(HTTPRequest(url, method: "GET"), idle: .milliseconds(200))
            #expect(try await stream.body.next()?.count == 1)
            let late = SocketError.timedOut(host: "127.0.0.1", after: .milliseconds(200), doing: "answering")
            await #expect(throws: late) {
                try await stream.body.next()
            }
        }
    }

    @Test func `a task that waits for a body can be cancelled`() async throws {
        try await HTTPStreamTests.serving(1, of: 1, ends: false) { url in
            let stream = try await HTTPExchange().open(HTTPRequest(url, method: "GET"))
            _ = try await stream.body.next()
            let reader = Task { try await stream.body.next() }
            reader.cancel()
            #expect(try await reader.value == nil)
        }
    }

    @Test func `a head that does not come is given up`() async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let url = try SocketURL("http://127.0.0.1:\(listener.localAddress?.port ?? 0)/")
        await #expect(throws: SocketError.self) {
            try await HTTPExchange().open(HTTPRequest(url, method: "GET", timeout: .milliseconds(200)))
        }
        try await listener.close()
    }
}
