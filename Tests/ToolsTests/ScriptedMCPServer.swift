import Foundation
import Realtime
import Synchronization

@testable import Tools

/// An MCP server over HTTP in this process: answers each message by what a test says, and keeps what it was sent.
final class ScriptedMCPServer: MCPHTTP {
    struct Sent: Sendable {
        var method: String
        var headers: [String: String]
        var body: JSONValue

        /// The JSON-RPC method; for what is no POST, the HTTP method.
        var name: String { body["method"]?.stringValue ?? (body["result"] != nil ? "answer" : method) }
    }

    enum Answer: Sendable {
        case result(JSONValue, headers: [String: String] = [:])
        case failure(status: Int, code: Int, data: JSONValue? = nil)
        case status(Int, headers: [String: String] = [:])
        /// Pieces of a stream of events; then it ends, or stays open for ever.
        case events([String], staysOpen: Bool = false)
    }

    private struct State {
        var sent: [Sent] = []
        var closed = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (Sent, _ number: Int) -> Answer

    /// - Parameter answer: to the message with this number among those of its name, the first being 1.
    init(_ answer: @escaping @Sendable (Sent, _ number: Int) -> Answer) { self.answer = answer }

    var sent: [Sent] { state.withLock { $0.sent } }
    var names: [String] { sent.map(\.name) }
    /// Bodies that were closed before their end.
    var closed: Int { state.withLock { $0.closed } }

    func send(_ request: MCPHTTPRequest) async throws -> MCPHTTPReply {
        let sent = Sent(
            method: request.method, headers: request.headers, body: JSONValue(text: request.body) ?? .null)
        let number = state.withLock { state in
            state.sent.append(sent)
            return state.sent.count { $0.name == sent.name }
        }
        let id = sent.body["id"] ?? .null
        switch answer(sent, number) {
        case .result(let result, let headers):
            return reply(
                200, headers.merging(["content-type": "application/json"]) { $1 },
                [MCPMessage.result(id: id, result).text], staysOpen: false)
        case .failure(let status, let code, let data):
            let refusal = MCPRefusal(code: code, message: "no", data: data)
            return reply(
                status, ["content-type": "application/json"], [MCPMessage.failure(id: id, refusal).text],
                staysOpen: false)
        case .status(let status, let headers): return reply(status, headers, [], staysOpen: false)
        case .events(let pieces, let staysOpen):
            return reply(
                200, ["content-type": "text/event-stream"],
                pieces.map { $0.replacing("ID", with: id.text) }, staysOpen: staysOpen)
        }
    }

    private func reply(
        _ status: Int, _ headers: [String: String], _ pieces: [String], staysOpen: Bool
    ) -> MCPHTTPReply {
        let (stream, piece) = AsyncStream.makeStream(of: [UInt8].self)
        for text in pieces { piece.yield(Array(text.utf8)) }
        if !staysOpen { piece.finish() }
        return MCPHTTPReply(
            status: status, headers: headers,
            body: Body(stream, piece) { [self] in
                if staysOpen { state.withLock { $0.closed += 1 } }
            })
    }

    private final class Body: MCPHTTPBody {
        private let pieces: AsyncStream<[UInt8]>
        private let piece: AsyncStream<[UInt8]>.Continuation
        private let onClose: @Sendable () -> Void

        init(
            _ pieces: AsyncStream<[UInt8]>, _ piece: AsyncStream<[UInt8]>.Continuation,
            onClose: @escaping @Sendable () -> Void
        ) {
            self.pieces = pieces
            self.piece = piece
            self.onClose = onClose
        }

        func next() async -> [UInt8]? {
            var iterator = pieces.makeAsyncIterator()
            return await iterator.next()
        }

        func close() {
            piece.finish()
            onClose()
        }
    }
}
