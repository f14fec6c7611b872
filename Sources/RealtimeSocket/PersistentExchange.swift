import NIOCore
import Synchronization

/// Makes HTTP requests that follow each other closely over one connection (RFC 9112, section 9.3), as ``HTTPExchange`` makes
/// single ones.
///
/// A connection that the server has closed, that was idle for too long or that goes to another server is not used again.
/// No request is ever sent twice: of one that got no answer nobody knows what the server did with it, and whoever asked
/// decides what becomes of it.
public final class PersistentExchange: Sendable {
    private struct Kept: Sendable {
        let channel: any Channel
        let server: String
        let number: Int
    }

    private struct State: Sendable {
        var kept: Kept?
        var number = 0
    }

    private let exchange: HTTPExchange
    private let idle: Duration
    private let state = Mutex(State())

    /// - Parameter idle: a connection that nothing was asked on for so long is closed. Servers close theirs after two
    ///   seconds and more: with less the two do not cross.
    public init(configuration: WebSocketClient.Configuration = .init(), idle: Duration = .seconds(1)) {
        exchange = HTTPExchange(configuration: configuration)
        self.idle = idle
    }

    deinit { state.withLock { $0.kept?.channel.close(promise: nil) } }

    /// - Throws: `SocketError`: there is no connection, it broke, or the answer took too long or was too large.
    public func send(_ request: HTTPRequest) async throws(SocketError) -> HTTPReply {
        if let held = take(to: request.url), let outcome = try await again(request, on: held) {
            return pass(outcome, of: held, to: request.url)
        }
        let (channel, outcome) = try await exchange.make(request) { HTTPExchange.ask(request, .again, on: $0, $1) }
        return pass(outcome, of: channel, to: request.url)
    }

    private func pass(_ outcome: HTTPReplyHandler.Outcome, of channel: any Channel, to url: SocketURL) -> HTTPReply {
        if outcome.mayGoOn { keep(channel, to: url) } else { channel.close(promise: nil) }
        return outcome.reply
    }

    /// It was closed just now: nothing of the request was sent.
    private struct NotSent: Error {}

    /// - Returns: nil where nothing was sent, because the connection is closed.
    private func again(
        _ request: HTTPRequest, on channel: any Channel
    ) async throws(SocketError) -> HTTPReplyHandler.Outcome? {
        do {
            return try await exchange.client.finishing(channel, request.url, within: request.timeout) {
                let promise = channel.eventLoop.makePromise(of: HTTPReplyHandler.Outcome.self)
                return channel.eventLoop.flatSubmit {
                    do {
                        guard channel.isActive else { throw NotSent() }
                        let pipeline = channel.pipeline.syncOperations
                        let handler = try pipeline.handler(type: HTTPReplyHandler.self)
                        handler.ask(request, promise, try pipeline.context(handler: handler))
                    } catch {
                        promise.fail(NotSent())
                    }
                    return promise.futureResult
                }
            }
        } catch is NotSent {
            channel.close(promise: nil)
            return nil
        } catch {
            channel.close(promise: nil)
            throw ConnectFailure.ofHandshake(error, url: request.url)
                ?? .unreachable(host: request.url.host, port: request.url.port, why: "\(error)")
        }
    }

    /// The kept connection, where it is one to this server and still open: it is the caller's then.
    private func take(to url: SocketURL) -> (any Channel)? {
        let kept = state.withLock { state in
            defer { state.kept = nil }
            return state.kept
        }
        guard let kept else { return nil }
        guard kept.server == url.server, kept.channel.isActive else {
            kept.channel.close(promise: nil)
            return nil
        }
        return kept.channel
    }

    private func keep(_ channel: any Channel, to url: SocketURL) {
        let (older, number) = state.withLock { state in
            let older = state.kept
            state.number += 1
            state.kept = Kept(channel: channel, server: url.server, number: state.number)
            return (older, state.number)
        }
        // Two that asked at the same time had a connection each.
        older?.channel.close(promise: nil)
        channel.eventLoop.scheduleTask(in: TimeAmount(idle)) { [weak self] in self?.drop(number) }
    }

    private func drop(_ number: Int) {
        let kept = state.withLock { state -> Kept? in
            guard state.kept?.number == number else { return nil }
            defer { state.kept = nil }
            return state.kept
        }
        kept?.channel.close(promise: nil)
    }
}

extension SocketURL {
    /// What a connection goes to.
    fileprivate var server: String { "\(security == .tls ? "https" : "http")://\(authority)" }
}
