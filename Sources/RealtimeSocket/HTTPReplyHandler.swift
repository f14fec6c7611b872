import NIOCore
import NIOHTTP1

/// Sends requests, one after the other, and gathers the answer to each.
final class HTTPReplyHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// What a connection is for.
    enum Use: Sendable { case once, again }

    struct Outcome: Sendable {
        var reply: HTTPReply
        /// Whether the server keeps the connection, and knows where the next request begins.
        var mayGoOn: Bool
    }

    private struct Asked {
        let request: HTTPRequest
        let promise: EventLoopPromise<Outcome>
        var reply = HTTPReply(status: 0)
        var isKept = false
        /// A server may answer before it has read all: what comes after it would be taken for the next request.
        var isWritten = false
    }

    private let use: Use
    private let first: (request: HTTPRequest, promise: EventLoopPromise<Outcome>)
    /// What waits for its answer; nil between two requests.
    private var asked: Asked?

    init(_ request: HTTPRequest, _ use: Use, _ promise: EventLoopPromise<Outcome>) {
        self.use = use
        first = (request, promise)
    }

    func handlerAdded(context: ChannelHandlerContext) { ask(first.request, first.promise, context) }

    /// Sends a request: the one before it has its answer.
    func ask(_ request: HTTPRequest, _ promise: EventLoopPromise<Outcome>, _ context: ChannelHandlerContext) {
        asked = Asked(request: request, promise: promise)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { self.asked?.isWritten = true }
        let parts = request.parts(use)
        for part in parts.dropLast() { context.write(wrapOutboundOut(part), promise: nil) }
        for part in parts.suffix(1) { context.writeAndFlush(wrapOutboundOut(part), promise: written) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let request = asked?.request else { return context.close(promise: nil) }
        switch unwrapInboundIn(data) {
        case .head(let head):
            asked?.reply.status = Int(head.status.code)
            asked?.isKept = head.isKeepAlive
            for field in head.headers { asked?.reply.headers[field.name.lowercased()] = field.value }
        case .body(let part):
            guard (asked?.reply.body.count ?? 0) + part.readableBytes <= request.limit else {
                return fail(
                    SocketError.notUnderstood(
                        host: request.url.host, why: "its answer is larger than \(request.limit) bytes"), context)
            }
            asked?.reply.body += part.readableBytesView
        case .end: answered(context)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        guard let done = asked else { return }
        asked = nil
        let mayGoOn: Bool
        switch use {
        case .once: mayGoOn = false
        case .again: mayGoOn = done.isKept && done.isWritten
        }
        done.promise.succeed(Outcome(reply: done.reply, mayGoOn: mayGoOn))
        if !mayGoOn { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof, context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.eof, context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let host = asked?.request.url.host else { return context.close(promise: nil) }
        let isHTTP = error is HTTPParserError
        fail(isHTTP ? SocketError.notUnderstood(host: host, why: "its answer is not HTTP") : error, context)
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        asked?.promise.fail(error)
        asked = nil
        context.close(promise: nil)
    }
}
