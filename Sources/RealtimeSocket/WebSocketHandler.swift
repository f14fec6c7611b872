import NIOCore
import NIOWebSocket

/// Between the frames of a channel and the boxes of a `WebSocketConnection`: carries out what `WebSocketMachine` decides.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    private enum Timer { case ping, pong, drain, close }
    private enum Reading { case going, held, heldWithReadAsked }

    private var machine: WebSocketMachine
    private let limits: SocketLimits
    private let inbox: Mailbox<WebSocketMessage>
    private let outlet: Outlet
    private var reading = Reading.going
    private var why = "the connection ended without a close frame"
    private var timers: [Timer: Scheduled<Void>] = [:]
    private var lastWrite: EventLoopFuture<Void>?
    /// A close that waits until the outbox is empty.
    private var closeWhenDrained: CloseReason?

    init(
        role: WebSocketMachine.Role, limits: SocketLimits, inbox: Mailbox<WebSocketMessage>, outlet: Outlet
    ) {
        machine = WebSocketMachine(role: role)
        self.limits = limits
        self.inbox = inbox
        self.outlet = outlet
    }

    func handlerAdded(context: ChannelHandlerContext) { schedulePing(context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        // Also the way out when the pipeline is torn down without a channelInactive.
        for action in machine.handle(.inactive(why)) { perform(action, context) }
        for timer in timers.values { timer.cancel() }
        timers = [:]
        outlet.close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        handle(.inactive(why), context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard machine.state != .ended else { return }
        let frame = unwrapInboundIn(data)
        var payload = frame.unmaskedData
        switch frame.opcode {
        case .text:
            guard let text = try? payload.readUTF8ValidatedString(length: payload.readableBytes) else {
                return handle(.violation(CloseReason(.invalidText, "a text message is not UTF-8")), context)
            }
            deliver(.text(text), cost: frame.length)
        case .binary: deliver(.binary(Array(payload.readableBytesView)), cost: frame.length)
        case .ping: if machine.isOpen { write(.pong, payload, context) }
        case .connectionClose: handle(FrameCheck.close(payload), context)
        case _: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handle(.heard, context)
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        drain(context)
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let reason = FrameCheck.violation(of: error, limit: limits.messageBytes) {
            handle(.violation(reason), context)
        } else {
            // The end of the channel follows, and is reported with this text.
            why = "\(error)"
            if machine.isOpen { context.close(promise: nil) }
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
        case .drain: drain(context)
        case .resume: resumeReading(context)
        case .close(let reason): closeAfterOutbox(reason, context)
        case .abort(let why):
            self.why = why
            context.close(promise: nil)
        }
        promise?.succeed()
    }

    private func handle(_ event: WebSocketMachine.Event, _ context: ChannelHandlerContext) {
        for action in machine.handle(event) { perform(action, context) }
        if !machine.isOpen {
            outlet.close()
            resumeReading(context)
        }
    }

    private func perform(_ action: WebSocketMachine.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .deliver(let reason):
            // First: who has read `closed` must find that nothing can be sent.
            outlet.close()
            inbox.push(.closed(reason))
            inbox.finish()
        case .sendPing:
            // A ping behind a large message is not late until it is on its way.
            let sent = context.eventLoop.makePromise(of: Void.self)
            sent.futureResult.assumeIsolated().whenSuccess { self.handle(.pingSent, context) }
            write(.ping, ByteBuffer(), context, promise: sent)
        case .awaitPong:
            after(limits.pongTimeout, .pong, context) { $0.handle(.pongDue(reading: $0.readingNow), $1) }
        case .stopAwaitingPong: timers.removeValue(forKey: .pong)?.cancel()
        case .sendClose(let reason): write(.connectionClose, FrameCheck.payload(of: reason), context)
        case .awaitClose: after(limits.closeTimeout, .close, context) { $0.handle(.closeDue, $1) }
        case .closeOutput: afterWrites { context.close(mode: .output, promise: nil) }
        case .closeTransport: afterWrites { context.close(promise: nil) }
        case .abandonTransport: context.close(promise: nil)
        }
    }

    private var readingNow: WebSocketMachine.Reading {
        switch reading {
        case .going: .going
        case .held, .heldWithReadAsked: .held
        }
    }

    private func deliver(_ message: WebSocketMessage, cost: Int) {
        guard machine.isOpen else { return }
        switch inbox.push(message, cost: cost + 64) {
        case .roomy: break
        case .full: if case .going = reading { reading = .held }
        }
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        let asked = reading
        reading = .going
        if case .heldWithReadAsked = asked { context.read() }
    }

    private func drain(_ context: ChannelHandlerContext) {
        var wrote = false
        while context.channel.isWritable, machine.isOpen, let (text, kind) = outlet.take() {
            let promise = context.eventLoop.makePromise(of: Void.self)
            let outlet = outlet
            promise.futureResult.whenSuccess { outlet.wrote(kind) }
            let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: maskKey, data: ByteBuffer(string: text))
            context.write(wrapOutboundOut(frame), promise: promise)
            wrote = true
        }
        if wrote { context.flush() }
        if let reason = closeWhenDrained, outlet.isEmpty { handle(.close(reason), context) }
    }

    private func closeAfterOutbox(_ reason: CloseReason, _ context: ChannelHandlerContext) {
        guard machine.isOpen, closeWhenDrained == nil else { return }
        outlet.close()
        closeWhenDrained = reason
        after(limits.closeTimeout, .drain, context) { $0.handle(.close(reason), $1) }
        drain(context)
    }

    private func write(
        _ opcode: WebSocketOpcode, _ payload: ByteBuffer, _ context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>? = nil
    ) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: maskKey, data: payload)
        let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
        lastWrite = promise.futureResult
        context.writeAndFlush(wrapOutboundOut(frame), promise: promise)
    }

    private var maskKey: WebSocketMaskingKey? {
        switch machine.role {
        case .client: .random()
        case .server: nil
        }
    }

    /// Runs when the last control frame, and so all before it, is with the kernel.
    private func afterWrites(_ body: @escaping () -> Void) {
        guard let lastWrite else { return body() }
        lastWrite.assumeIsolated().whenComplete { _ in body() }
    }

    private func schedulePing(_ context: ChannelHandlerContext) {
        after(limits.pingInterval, .ping, context) { handler, context in
            handler.handle(.pingDue, context)
            if handler.machine.isOpen { handler.schedulePing(context) }
        }
    }

    private func after(
        _ delay: Duration, _ timer: Timer, _ context: ChannelHandlerContext,
        _ body: @escaping (WebSocketHandler, ChannelHandlerContext) -> Void
    ) {
        timers[timer]?.cancel()
        timers[timer] = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { body(self, context) }
    }
}
