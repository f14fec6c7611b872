import Foundation
import Realtime
import RealtimeSocket

extension NetworkProbe {
    struct Asked: Sendable {
        var answers: ServerAnswers
        /// How far the server's clock is ahead (s).
        var ahead: Int?
        var replyTook = Duration.zero
        var sessionTook = Duration.zero
    }

    /// Asks for the model, and opens a session unless that was refused already.
    static func answers(
        of target: NetworkTarget, session wantsSession: Bool, _ client: WebSocketClient.Configuration,
        _ limits: Limits, _ now: @Sendable () -> Date
    ) async -> Asked {
        let endpoint = target.endpoint
        var asked = Asked(
            answers: ServerAnswers(
                host: endpoint.url.host, model: endpoint.model, reply: nil, session: .notTried,
                keyFault: target.keyFault, knowsModels: target.knowsModels))
        if let request = endpoint.modelRequest(timeout: limits.step) {
            let begin = ContinuousClock.now
            let reply = await result { () throws(SocketError) in
                try await HTTPExchange(configuration: client).send(request)
            }
            asked.replyTook = ContinuousClock.now - begin
            asked.answers.reply = reply
            if case .success(let reply) = reply, let date = reply.date {
                asked.ahead = date - Int(now().timeIntervalSince1970)
            }
        }
        guard wantsSession, asked.answers.refusal == nil, target.keyFault == nil else { return asked }
        let begin = ContinuousClock.now
        asked.answers.session = await session(endpoint, client, limits.session)
        asked.sessionTook = ContinuousClock.now - begin
        return asked
    }

    /// Opens a session, waits for its first event, and closes it: nothing is said, so nothing is spent.
    private static func session(
        _ endpoint: RealtimeEndpoint, _ client: WebSocketClient.Configuration, _ limit: Duration
    ) async -> ServerAnswers.Session {
        let begin = ContinuousClock.now
        do {
            return try await WebSocketClient(configuration: client).connect(to: endpoint) { connection in
                await withTaskGroup(of: ServerAnswers.Session.self) { group in
                    group.addTask { await first(of: connection, since: begin) }
                    group.addTask {
                        try? await Task.sleep(for: limit)
                        return .silent(limit)
                    }
                    let session = await group.next() ?? .silent(limit)
                    group.cancelAll()
                    return session
                }
            }
        } catch let error as SocketError {
            return .refused(error)
        } catch {
            return .other("\(error)")
        }
    }

    private static func first(
        of connection: WebSocketConnection, since begin: ContinuousClock.Instant
    ) async -> ServerAnswers.Session {
        for await message in connection.messages {
            switch message {
            case .text(let text):
                guard let event = try? ServerEvent(json: text) else { return .other("something that is no event") }
                if case .sessionCreated(let created) = event {
                    return .opened(model: model(of: created.session), after: ContinuousClock.now - begin)
                }
                if case .error(let report) = event {
                    return .error(code: report.error.code?.rawValue, message: report.error.message)
                }
                return .other("the event \(event.type)")
            case .binary: return .other("a binary message")
            case .closed(let reason): return .refused(.closed(reason))
            }
        }
        return .other("nothing")
    }

    private static func model(of session: SessionConfiguration) -> String? {
        if case .realtime(let session) = session { return session.model }
        return nil
    }
}
