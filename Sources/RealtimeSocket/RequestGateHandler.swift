import NIOCore
import NIOHTTP1

/// Lets one acceptable upgrade request pass, and answers every other one itself.
///
/// It stands in front of NIO's upgrade handler, which would lose the head of a request that it does not upgrade.
final class RequestGateHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State { case waiting, passing, answered }

    private let gate: RequestGate
    private let roster: Roster
    private let patience: TimeAmount
    private var state = State.waiting
    private var late: Scheduled<Void>?
    private(set) var request: UpgradeRequest?
    private(set) var subprotocol: String?

    /// - Parameter patience: time for the whole request.
    init(gate: RequestGate, roster: Roster, patience: Duration) {
        self.gate = gate
        self.roster = roster
        self.patience = TimeAmount(patience)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        late = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            self.answer(.init(status: 408, message: "the request did not come in time", code: "timeout"), context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { late?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.waiting, .head(let head)): decide(head, context)
        case (.passing, _): context.fireChannelRead(data)
        case (.waiting, _), (.answered, _): break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer(.init(status: 400, message: "the request is not HTTP", code: "invalid_handshake"), context)
    }

    private func decide(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let request = UpgradeRequest(
            target: head.uri, headers: head.headers.map { UpgradeRequest.Parameter(name: $0.name, value: $0.value) })
        let channel = context.channel
        let decision = roster.enter(channel) { open in gate.decide(method: head.method.rawValue, request, open: open) }
        switch decision {
        case .accept(let subprotocol):
            self.request = request
            self.subprotocol = subprotocol
            state = .passing
            late?.cancel()
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .refuse(let answer): self.answer(answer, context)
        }
    }

    private func answer(_ answer: RequestGate.Answer, _ context: ChannelHandlerContext) {
        switch state {
        case .answered, .passing: return
        case .waiting: state = .answered
        }
        let body = ByteBuffer(string: answer.body)
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        headers.add(name: "Content-Type", value: "application/json")
        headers.add(name: "Content-Length", value: String(body.readableBytes))
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        let patience = patience
        sent.futureResult.whenComplete { _ in
            // Half a close first: a full one while the client still sends could destroy the answer on its way.
            channel.close(mode: .output, promise: nil)
            channel.eventLoop.scheduleTask(in: min(patience, .seconds(1))) { channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }
}
