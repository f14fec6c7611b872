import Foundation
import Realtime

/// Streamable HTTP: each message is a POST, and its answer JSON or a stream of events.
///
/// In the handshake era there are also a session, a second stream for what the server says of itself (GET), and streams that
/// are taken up again where they broke (`Last-Event-ID`). The modern era has none of these.
actor MCPHTTPTransport: MCPTransport {
    nonisolated let manners = MCPManners.http

    private let http: MCPOrigin
    private var session: String?
    private var inbox: @Sendable (MCPIncoming) async -> Void = { _ in }
    /// The second stream; it lives from the handshake to `close`.
    private var ear: Task<Void, Never>?

    /// Bytes of an answer that is no stream.
    private static let mostBytes = 4 << 20
    /// How often in a row a broken stream is taken up.
    private static let mostResumptions = 2

    init(over http: MCPOrigin) { self.http = http }

    deinit { ear?.cancel() }

    func report(to inbox: @escaping @Sendable (MCPIncoming) async -> Void) { self.inbox = inbox }

    func request(_ request: MCPRequest) async throws -> JSONValue {
        if request.method == "initialize" { session = nil }
        let sent = session
        let reply = try await http.send(
            "POST", headers: headers(request.version).merging(request.headers) { $1 }, body: request.message.text)
        guard (200..<300).contains(reply.status) else { throw try await fault(reply, session: sent) }
        if request.method == "initialize" { session = reply.headers["mcp-session-id"] }
        switch MCPHTTPTransport.kind(reply) {
        case .json:
            let text = try await reply.text(limit: MCPHTTPTransport.mostBytes)
            guard let message = MCPMessage(text: text) else {
                throw MCPFault.notUnderstood("no JSON-RPC message in answer to \(request.method)")
            }
            guard let result = try MCPHTTPTransport.result(of: message, for: request.id) else {
                throw MCPFault.notUnderstood("an answer to another request than \(request.method)")
            }
            return result
        case .events: return try await follow(reply.body, for: request)
        case .other:
            reply.body.close()
            throw MCPFault.notUnderstood("\(request.method) was answered with no message (HTTP \(reply.status))")
        }
    }

    func send(_ message: MCPMessage, version: MCPVersion?) async throws {
        let sent = session
        let reply = try await http.send("POST", headers: headers(version), body: message.text)
        guard (200..<300).contains(reply.status) else { throw try await fault(reply, session: sent) }
        reply.body.close()
    }

    func listen(version: MCPVersion) {
        guard version.era == .handshake, session != nil else { return }
        ear?.cancel()
        let (http, headers, inbox) = (http, headers(version), inbox)
        ear = Task { await MCPHTTPTransport.hear(http, headers, inbox) }
    }

    func close() async {
        ear?.cancel()
        ear = nil
        guard session != nil else { return }
        var headers = headers(nil)
        session = nil
        headers["Accept"] = nil
        // A server may not allow it (405): it forgets the session by itself then.
        _ = try? await http.send("DELETE", headers: headers, patience: .seconds(2)).body.close()
    }

    private func headers(_ version: MCPVersion?) -> [String: String] {
        var headers = ["Accept": "application/json, text/event-stream", "Content-Type": "application/json"]
        headers["MCP-Protocol-Version"] = version?.rawValue
        headers["Mcp-Session-Id"] = session
        return headers
    }

    /// Reads a stream up to the answer, and takes it up again where the server lets it.
    private func follow(_ body: any MCPHTTPBody, for request: MCPRequest) async throws -> JSONValue {
        var body = body
        var lastID: String?
        var resumptions = 0
        while true {
            let read = await MCPEventStream.read(body, resuming: lastID, for: request.id, inbox)
            try Task.checkCancellation()
            switch read.end {
            case .answered(let message):
                if let result = try MCPHTTPTransport.result(of: message, for: request.id) { return result }
            case .tooMuch(let what): throw MCPFault.tooMuch(what)
            case .broke: break
            }
            if read.lastID != lastID { resumptions = 0 }
            lastID = read.lastID
            guard request.version?.era != .modern, let lastID, resumptions < MCPHTTPTransport.mostResumptions else {
                throw MCPFault.lost(read.why)
            }
            resumptions += 1
            try await Task.sleep(for: read.retry)
            var headers = headers(request.version)
            headers["Accept"] = "text/event-stream"
            headers["Content-Type"] = nil
            headers["Last-Event-ID"] = lastID
            let reply = try await http.send("GET", headers: headers)
            guard reply.status == 200, case .events = MCPHTTPTransport.kind(reply) else {
                reply.body.close()
                throw MCPFault.lost("\(read.why), and its stream cannot be taken up again: HTTP \(reply.status)")
            }
            body = reply.body
        }
    }

    /// Listens to the second stream until there is none, or the task is cancelled.
    private static func hear(
        _ http: MCPOrigin, _ headers: [String: String], _ inbox: @Sendable (MCPIncoming) async -> Void
    ) async {
        var headers = headers
        headers["Accept"] = "text/event-stream"
        headers["Content-Type"] = nil
        var pause = Duration.seconds(1)
        while !Task.isCancelled {
            if let reply = try? await http.send("GET", headers: headers) {
                guard reply.status == 200, case .events = kind(reply) else {
                    reply.body.close()
                    // 405: the server has no such stream. 404: the session is over, which the next request finds out.
                    if (400..<500).contains(reply.status) { return }
                    try? await Task.sleep(for: pause)
                    pause = min(pause * 2, .seconds(30))
                    continue
                }
                let read = await MCPEventStream.read(
                    reply.body, resuming: headers["Last-Event-ID"], for: nil, inbox)
                guard !Task.isCancelled else { return }
                headers["Last-Event-ID"] = read.lastID
                pause = read.events > 0 ? read.retry : min(pause * 2, .seconds(30))
                try? await Task.sleep(for: pause)
                await inbox(.gap)
            } else {
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(30))
            }
        }
    }

    private enum Kind { case json, events, other }

    private static func kind(_ reply: MCPHTTPReply) -> Kind {
        let type = (reply.headers["content-type"] ?? "").lowercased()
        if reply.status == 202 || reply.status == 204 { return .other }
        if type.hasPrefix("text/event-stream") { return .events }
        return type.hasPrefix("application/json") ? .json : .other
    }

    /// The result that a message holds for a request; nil where it is another's.
    private static func result(of message: MCPMessage, for id: JSONValue) throws -> JSONValue? {
        switch message {
        case .result(id, let result): return result
        case .failure(id, let refusal), .failure(nil, let refusal): throw MCPFault.refused(refusal)
        case .result, .failure, .request, .notification: return nil
        }
    }

    /// What an answer other than 2xx means.
    private func fault(_ reply: MCPHTTPReply, session sent: String?) async throws -> MCPFault {
        let text = (try? await reply.text(limit: 64 << 10)) ?? ""
        try Task.checkCancellation()
        if reply.status == 404, let sent {
            if session == sent { session = nil }
            return .sessionLost
        }
        if case .failure(_, let refusal)? = MCPMessage(text: text) { return .refused(refusal) }
        return .http(reply.status)
    }
}
