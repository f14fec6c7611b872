import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers `GET` of one path with a text: measurements for whoever collects them. Nothing is taken in.
public struct TextServer: Sendable {
    /// Where it listens.
    public enum Place: Sendable, Hashable, CustomStringConvertible {
        /// A socket in the file system: its permissions say who may read.
        case unix(path: String)
        case tcp(host: String, port: Int)

        /// Reads `unix:/path` or `host:port`.
        public init?(_ text: String) {
            if text.hasPrefix("unix:/") {
                self = .unix(path: String(text.dropFirst(5)))
                return
            }
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (0...65_535).contains(port)
            else { return nil }
            let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
            guard !host.isEmpty else { return nil }
            self = .tcp(host: host, port: port)
        }

        public var description: String {
            switch self {
            case .unix(let path): "unix:\(path)"
            case .tcp(let host, let port): "\(host.contains(":") ? "[\(host)]" : host):\(port)"
            }
        }
    }

    private let place: Place
    private let path: String
    private let contentType: String
    private let text: @Sendable () -> String

    /// - Parameter text: called for each request.
    public init(
        at place: Place, path: String = "/metrics",
        contentType: String = "text/plain; version=0.0.4; charset=utf-8", text: @escaping @Sendable () -> String
    ) {
        self.place = place
        self.path = path
        self.contentType = contentType
        self.text = text
    }

    /// Serves until the task is cancelled.
    /// - Throws: `SocketError.portInUse`, `.cannotListen`.
    public func run(onListening: @Sendable (Place) -> Void = { _ in }) async throws(SocketError) {
        let (path, contentType, text) = (path, contentType, text)
        let bootstrap = ServerBootstrap(group: EventLoopThread.group)
            .serverChannelOption(.backlog, value: 8)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(
                        TextHandler(path: path, contentType: contentType, text: text))
                }
            }
        let listener: any Channel
        do {
            switch place {
            case .unix(let file):
                listener = try await bootstrap.bind(unixDomainSocketPath: file, cleanupExistingSocketFile: true).get()
                onListening(place)
            case .tcp(let host, let port):
                listener = try await bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .bind(host: host, port: port).get()
                onListening(.tcp(host: host, port: listener.localAddress?.port ?? port))
            }
        } catch {
            switch place {
            case .unix(let file): throw .cannotListen(host: file, port: 0, why: "\(error)")
            case .tcp(let host, let port): throw ConnectFailure.ofListening(error, host: host, port: port)
            }
        }
        let (over, end) = AsyncStream.makeStream(of: Never.self)
        await withTaskCancellationHandler {
            for await _ in over {}
        } onCancel: {
            end.finish()
        }
        try? await listener.close().get()
    }
}

private final class TextHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let path: String
    private let contentType: String
    private let text: @Sendable () -> String
    private var head: HTTPRequestHead?

    init(path: String, contentType: String, text: @escaping @Sendable () -> String) {
        self.path = path
        self.contentType = contentType
        self.text = text
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            let asked = head.uri.prefix { $0 != "?" }
            let isThere = asked == path && (head.method == .GET || head.method == .HEAD)
            let body = isThere ? text() : "the measurements are at GET \(path)\n"
            let buffer = ByteBuffer(string: body)
            let headers = HTTPHeaders([
                ("Content-Type", isThere ? contentType : "text/plain"), ("Content-Length", "\(buffer.readableBytes)"),
                ("Connection", "close"),
            ])
            let response = HTTPResponseHead(version: .http1_1, status: isThere ? .ok : .notFound, headers: headers)
            context.write(wrapOutboundOut(.head(response)), promise: nil)
            if head.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil) }
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
