import NIOCore
import NIOHTTP1

/// Sends a request, hands over the head of the answer, and passes the body on at the pace of who reads it.
final class HTTPStreamHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private enum Reading { case going, held, heldWithReadAsked }

    private enum Phase {
        /// The body is the caller's from then on: when nobody holds it any more, the connection ends.
        case head(EventLoopPromise<HTTPStream>, HTTPBody)
        case body
        case ended
    }

    /// Bytes that may wait for the program before reading from the network pauses.
    static let waitingBytes = 256 << 10

    private let request: HTTPRequest
    private let idle: Duration
    private let inbox: Mailbox<HTTPBody.Piece>
    private var phase: Phase
    private var reading = Reading.going
    private var silence: Scheduled<Void>?

    /// - Parameter idle: the longest time in which nothing of the body comes.
    init(
        _ request: HTTPRequest, idle: Duration, inbox: Mailbox<HTTPBody.Piece>, body: HTTPBody,
        promise: EventLoopPromise<HTTPStream>
    ) {
        self.request = request
        self.idle = idle
        self.inbox = inbox
        phase = .head(promise, body)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        for part in request.parts { context.write(wrapOutboundOut(part), promise: nil) }
        context.flush()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), phase) {
        // An interim answer: the real one follows.
        case (.head(let head), _) where (100..<200).contains(head.status.code): break
        case (.head(let head), .head(let promise, let body)):
            enter(.body)
            watch(context)
            promise.succeed(HTTPStream(status: Int(head.status.code), headers: head.headers.joined, body: body))
        case (.body(let part), .body):
            watch(context)
            switch inbox.push(.bytes(Array(part.readableBytesView)), cost: part.readableBytes + 64) {
            case .roomy: break
            case .full: if case .going = reading { reading = .held }
            }
        case (.end, .body):
            finish()
            context.close(promise: nil)
        case (.head, _), (.body, _), (.end, _): break
        }
    }

    func read(context: ChannelHandlerContext) {
        switch reading {
        case .going: context.read()
        case .held, .heldWithReadAsked: reading = .heldWithReadAsked
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let order = event as? SocketOrder else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        switch order {
        case .resume:
            let asked = reading
            reading = .going
            watch(context)
            if case .heldWithReadAsked = asked { context.read() }
        case .close, .abort:
            finish()
            context.close(promise: nil)
        case .drain: break
        }
        promise?.succeed()
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof, context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        fail(ChannelError.eof, context)
        silence?.cancel()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(
            error is HTTPParserError
                ? SocketError.notUnderstood(host: request.url.host, why: "its answer is not HTTP") : error, context)
    }

    /// Begins the time of silence anew; it stands still while the program is the slow one.
    private func watch(_ context: ChannelHandlerContext) {
        silence?.cancel()
        let (host, idle) = (request.url.host, idle)
        silence = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(idle)) {
            switch self.reading {
            case .held, .heldWithReadAsked: break
            case .going: self.fail(SocketError.timedOut(host: host, after: idle, doing: "answering"), context)
            }
        }
    }

    private func enter(_ next: Phase) {
        // A body that nobody holds any more ends the connection, and so comes back here: not while the phase changes.
        let last = phase
        phase = next
        withExtendedLifetime(last) {}
    }

    private func finish() {
        switch phase {
        case .head(let promise, _): promise.fail(ChannelError.eof)
        case .body, .ended: break
        }
        enter(.ended)
        silence?.cancel()
        inbox.finish()
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        switch phase {
        case .head(let promise, _): promise.fail(error)
        case .body:
            let known = ConnectFailure.ofHandshake(error, url: request.url)
            inbox.push(
                .failed(
                    error is ChannelError
                        ? .closed(CloseReason(.abnormal, "\(request.url.host) ended its answer too early"))
                        : known ?? .closed(CloseReason(.abnormal, "\(error)"))))
        case .ended: return
        }
        enter(.ended)
        silence?.cancel()
        inbox.finish()
        context.close(promise: nil)
    }
}

extension HTTPHeaders {
    /// As a dictionary, names in lower case.
    fileprivate var joined: [String: String] {
        Dictionary(map { ($0.name.lowercased(), $0.value) }) { $0 + ", " + $1 }
    }
}
