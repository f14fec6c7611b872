import FoundationEssentials

/// Decides whether an HTTP request becomes a WebSocket, and what it is told otherwise. Pure.
struct RequestGate: Sendable {
    enum Decision: Sendable, Hashable {
        /// - Parameter subprotocol: the one to agree to, of those that the client offers.
        case accept(subprotocol: String?)
        case refuse(Answer)
    }

    struct Answer: Sendable, Hashable {
        var status: Int
        var message: String
        var type = "invalid_request_error"
        var code: String
        /// Beside the ones that every answer has.
        var headers: [UpgradeRequest.Parameter] = []
    }

    var path: String
    var bearer: Secret?
    var maximumConnections: Int

    /// - Parameter open: connections that are open now.
    func decide(method: String, _ request: UpgradeRequest, open: Int) -> Decision {
        guard request.path == path else {
            return refuse(404, "nothing is at '\(request.path.prefix(200))': this server has \(path)", "not_found")
        }
        guard method == "GET" else {
            return refuse(
                405, "\(method) is not possible here: open a WebSocket with GET", "method_not_allowed",
                [.init(name: "Allow", value: "GET")])
        }
        guard request.list("Upgrade").contains("websocket"), request.list("Connection").contains("upgrade") else {
            return refuse(
                426, "this address is a WebSocket: connect with ws://", "upgrade_required",
                [.init(name: "Upgrade", value: "websocket")])
        }
        guard request.header("Sec-WebSocket-Version") == "13" else {
            return refuse(
                426, "Sec-WebSocket-Version must be 13", "upgrade_required",
                [.init(name: "Sec-WebSocket-Version", value: "13"), .init(name: "Upgrade", value: "websocket")])
        }
        guard let key = request.header("Sec-WebSocket-Key"), Data(base64Encoded: key)?.count == 16 else {
            return refuse(400, "Sec-WebSocket-Key must be 16 bytes in base64", "invalid_handshake")
        }
        guard isAuthorized(request) else {
            return refuse(
                401, "the key is missing or wrong: send it as 'Authorization: Bearer …'", "invalid_api_key",
                [.init(name: "WWW-Authenticate", value: "Bearer")])
        }
        guard open < maximumConnections else {
            return .refuse(
                Answer(
                    status: 503, message: "all \(maximumConnections) connections are taken: try again later",
                    type: "server_error", code: "too_many_connections",
                    headers: [.init(name: "Retry-After", value: "5")]))
        }
        // Browsers cannot send headers: they offer this name, and put their key beside it.
        return .accept(subprotocol: request.list("Sec-WebSocket-Protocol").contains("realtime") ? "realtime" : nil)
    }

    private func isAuthorized(_ request: UpgradeRequest) -> Bool {
        guard let bearer else { return true }
        if let key = request.header("api-key") { return bearer.matches(key) }
        guard let value = request.header("Authorization"), value.lowercased().hasPrefix("bearer ") else { return false }
        return bearer.matches(String(value.dropFirst(7)))
    }

    private func refuse(
        _ status: Int, _ message: String, _ code: String, _ headers: [UpgradeRequest.Parameter] = []
    ) -> Decision {
        .refuse(Answer(status: status, message: message, code: code, headers: headers))
    }
}

extension RequestGate.Answer {
    private struct Body: Encodable {
        struct Detail: Encodable {
            var message: String
            var type: String
            var code: String
        }
        var error: Detail
    }

    /// `{"error":{"message":…,"type":…,"code":…}}`, as OpenAI answers.
    var body: String {
        let body = Body(error: .init(message: message, type: type, code: code))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(body)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
