public import Realtime
import Synchronization

/// One connection to a Realtime server that keeps itself up.
///
/// It reconnects; it does not replay: every connection is a new, empty session, and what was queued when one died is
/// dropped and told in `down`. The owner restores the session after `up`.
public final class WebSocketLink: RealtimeLink {
    public struct Configuration: Sendable, Hashable {
        public var client: WebSocketClient.Configuration
        public var policy: Reconnection.Policy
        /// Events that may wait for the consumer before reading from the server pauses.
        public var waitingEvents: Int

        public init(
            client: WebSocketClient.Configuration = .init(), policy: Reconnection.Policy = .init(),
            waitingEvents: Int = 256
        ) {
            self.client = client
            self.policy = policy
            self.waitingEvents = waitingEvents
        }
    }

    public let events: AsyncStream<LinkEvent>
    private let endpoint: RealtimeEndpoint
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let random: @Sendable () -> Double
    private let box: Mailbox<LinkEvent>
    private let post = LinkPost()
    private let renewals = Mailbox<Reconnection.Event>(capacity: 1)

    /// - Parameters:
    ///   - clock: waits between attempts.
    ///   - random: evenly distributed over 0..<1, for the jitter.
    public init(
        endpoint: RealtimeEndpoint, configuration: Configuration = Configuration(),
        clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.clock = clock
        self.random = random
        let box = Mailbox<LinkEvent>(capacity: configuration.waitingEvents)
        self.box = box
        events = AsyncStream { await box.next() }
    }

    public func send(_ event: ClientEvent) {
        let kind: Outbox.Kind
        if case .inputAudioBufferAppend = event { kind = .audio } else { kind = .control }
        do {
            post.post(try event.jsonText(), as: kind)
        } catch {
            post.lose(kind)
        }
        reportLost()
    }

    /// Replaces the connection by a new one at once, or cuts the wait for the next attempt short.
    public func renew() {
        if !post.renew() { _ = renewals.offer(.renew) }
    }

    /// - Throws: `SocketError` where trying again cannot help, or the policy's attempts are used up.
    public func run() async throws {
        defer { box.finish() }
        var machine = Reconnection(policy: configuration.policy)
        var next: Reconnection.Action? = .connect
        while let action = next, !Task.isCancelled {
            switch action {
            case .connect:
                await emit(.connecting)
                next = await attempt(&machine)
            case .wait(let delay): next = machine.handle(await wait(delay), at: now, random: random())
            case .giveUp(let error): throw error
            }
        }
        box.push(.down("the link was stopped", retryIn: nil))
    }

    /// One connection, from the attempt to its end.
    private func attempt(_ machine: inout Reconnection) async -> Reconnection.Action? {
        let connection: WebSocketConnection
        do {
            connection = try await WebSocketClient(configuration: configuration.client).connect(to: endpoint)
        } catch {
            return await down(machine.handle(.ended(error), at: now, random: random()), error, Outlet.Unsent())
        }
        _ = machine.handle(.connected, at: now, random: random())
        let reason = await serve(connection)
        let ending = post.disconnect()
        let unsent = connection.outlet.unsent
        guard let reason else {
            connection.close()
            await connection.ended()
            return nil
        }
        // The rest of its close handshake has a time limit of its own; the next connection does not wait for it.
        let error = SocketError.closed(reason)
        switch ending {
        case .byPeer: return await down(machine.handle(.ended(error), at: now, random: random()), error, unsent)
        case .failed(let error):
            return await down(machine.handle(.ended(error), at: now, random: random()), error, unsent)
        case .renewed:
            await emit(.down("the connection is renewed" + WebSocketLink.text(unsent), retryIn: .zero))
            return machine.handle(.renew, at: now, random: random())
        }
    }

    /// Passes messages on until the connection ends; nil when the task is cancelled.
    private func serve(_ connection: WebSocketConnection) async -> CloseReason? {
        post.connect(connection)
        reportLost()
        await emit(.up)
        for await message in connection.messages {
            switch message {
            case .text(let text):
                do {
                    await emit(.received(try ServerEvent(json: text)))
                } catch {
                    await emit(.malformed("\(error)"))
                }
            case .binary(let bytes): await emit(.malformed("a binary frame of \(bytes.count) bytes: the API has none"))
            case .closed(let reason): return reason
            }
        }
        return nil
    }

    private func down(
        _ action: Reconnection.Action?, _ error: SocketError, _ unsent: Outlet.Unsent
    ) async -> Reconnection.Action? {
        let retry: Duration?
        switch action {
        case .wait(let delay): retry = delay
        case .connect: retry = .zero
        case .giveUp, nil: retry = nil
        }
        if !Task.isCancelled {
            await emit(.down("\(error)" + WebSocketLink.text(unsent), retryIn: retry, error.trouble))
        }
        return action
    }

    private static func text(_ unsent: Outlet.Unsent) -> String {
        unsent == Outlet.Unsent()
            ? "" : "; \(unsent.control) control and \(unsent.audio) audio events were queued and not sent"
    }

    private func wait(_ delay: Duration) async -> Reconnection.Event {
        await withTaskGroup { group in
            group.addTask { [clock] in
                try? await clock.sleep(for: delay)
                return Reconnection.Event.waited
            }
            group.addTask { [renewals] in await renewals.next() ?? .waited }
            let first = await group.next() ?? .waited
            group.cancelAll()
            return first
        }
    }

    private func emit(_ event: LinkEvent) async {
        if box.push(event) == .full { await box.room() }
    }

    /// What cannot be told now, because the consumer is slow, is added to what is told next.
    private func reportLost() {
        post.takeLost { lost in box.offer(.dropped(audio: lost.audio, control: lost.control)) }
    }

    private var now: Duration { WebSocketLink.start.duration(to: .now) }
    private static let start = ContinuousClock().now
}
