import Realtime

/// What watchers are told.
enum MCPChange: Sendable, Hashable {
    case resource(String)
    case tools
    /// Changes may have been missed.
    case gap
    /// The connection is gone.
    case lost
}

extension MCPClient {
    /// Requests of the server that are answered at a time; more are passed over.
    private static let mostAnswers = 16

    func received(_ incoming: MCPIncoming) async {
        switch incoming {
        case .message(let message, let during): received(message, during: during)
        case .gap: tell(.gap)
        case .ended: if case .open(let agreement) = phase { forget(agreement) }
        }
    }

    private func received(_ message: MCPMessage, during: JSONValue?) {
        switch message {
        case .request(let id, let method, let params): requested(id, method, params, during: during)
        case .notification(let method, let params): notified(method, params)
        // An answer to nothing that was asked, or one that comes too late.
        case .result, .failure: break
        }
    }

    private func notified(_ method: String, _ params: JSONObject) {
        switch method {
        case "notifications/progress":
            guard let token = params["progressToken"], let progress = params["progress"]?.doubleValue else { return }
            pending[token]?.progress?(
                Advance(
                    progress: progress, total: params["total"]?.doubleValue, message: params["message"]?.stringValue))
        case "notifications/tools/list_changed":
            cache.evict("tools/list")
            tell(.tools)
        case "notifications/resources/list_changed": cache.evict("resources/list")
        case "notifications/resources/updated":
            guard let uri = params["uri"]?.stringValue else { return }
            cache.evict("resources/read " + uri)
            tell(.resource(uri))
        // Of the rest a box has no use: log messages, prompts, what was acknowledged.
        case _: break
        }
    }

    private func tell(_ change: MCPChange) { for watcher in watchers.values { watcher.yield(change) } }

    private func requested(_ id: JSONValue, _ method: String, _ params: JSONObject, during: JSONValue?) {
        switch method {
        case "ping": answer(.result(id: id, [:]))
        case "elicitation/create" where configuration.asks:
            // Over a line it does not say for which call it asks: the newest is what the pupil waits for.
            let newest = pending.filter { $0.value.asks }.max {
                ($0.key.integerValue ?? 0) < ($1.key.integerValue ?? 0)
            }
            guard let caller = during.flatMap({ pending[$0] }) ?? newest?.value,
                case .enqueued = caller.questions.yield(MCPQuestion(id: id, params: params))
            else { return answer(.result(id: id, ["action": "cancel"])) }
        case _:
            answer(
                .failure(
                    id: id, MCPRefusal(code: MCPRefusal.methodNotFound, message: "\(method) is not offered here")))
        }
    }

    /// Sends an answer beside all else.
    private func answer(_ message: MCPMessage) {
        guard answering < MCPClient.mostAnswers, let version = version.flatMap(MCPVersion.init) else { return }
        answering += 1
        Task {
            try? await transport.send(message, version: version)
            answering -= 1
        }
    }
}
