import Foundation
public import Realtime

/// A session with an MCP server over Streamable HTTP (protocol versions 2025-03-26 to 2025-11-25).
public actor MCPClient {
    /// A tool as the server lists it.
    public struct Listed: Sendable, Hashable {
        public var name: String
        public var description: String?
        /// JSON Schema of the arguments.
        public var inputSchema: JSONValue
        /// The server's own hints, which decide nothing.
        public var annotations: JSONValue?
    }

    /// What a tool returned, in words.
    public struct Output: Sendable, Hashable {
        public var text: String
        /// Whether the tool itself says that it failed.
        public var isError: Bool
    }

    private static let versions: Set<String> = ["2025-03-26", "2025-06-18", "2025-11-25"]
    /// Pages of a list that are read at the most.
    private static let mostPages = 100

    private let transport: any MCPTransport
    private var headers: [String: String] = [:]
    private var requests = 0

    public init(over transport: any MCPTransport) { self.transport = transport }

    /// Says hello. To be called before anything else.
    /// - Throws: ``MCPFault``, and what the transport throws.
    public func open() async throws {
        let hello: JSONValue = [
            "protocolVersion": "2025-11-25", "capabilities": [:],
            "clientInfo": ["name": "tutor-kiosk", "version": "1"],
        ]
        let (result, reply) = try await ask("initialize", hello)
        let version = result["protocolVersion"]?.stringValue ?? ""
        guard MCPClient.versions.contains(version) else { throw MCPFault.version(version) }
        headers["MCP-Protocol-Version"] = version
        if let session = reply.headers["mcp-session-id"] { headers["Mcp-Session-Id"] = session }
        let ready = try await post(["jsonrpc": "2.0", "method": "notifications/initialized"])
        guard (200..<300).contains(ready.status) else { throw MCPFault.http(ready.status) }
    }

    /// - Throws: ``MCPFault``, and what the transport throws.
    public func listTools() async throws -> [Listed] {
        var tools: [Listed] = []
        var cursor: JSONValue?
        for _ in 0..<MCPClient.mostPages {
            let (page, _) = try await ask("tools/list", cursor.map { ["cursor": $0] } ?? [:])
            guard let listed = page["tools"]?.arrayValue else {
                throw MCPFault.notUnderstood("tools/list has no tools")
            }
            tools += listed.compactMap { tool in
                guard let name = tool["name"]?.stringValue else { return nil }
                return Listed(
                    name: name, description: tool["description"]?.stringValue,
                    inputSchema: tool["inputSchema"] ?? ["type": "object"], annotations: tool["annotations"])
            }
            cursor = page["nextCursor"]
            if cursor == nil || cursor == .null { return tools }
        }
        return tools
    }

    /// - Parameter arguments: JSON text of an object.
    /// - Throws: ``MCPFault``, and what the transport throws.
    public func call(_ name: String, arguments: String) async throws -> Output {
        let given = (try? JSONDecoder().decode(JSONValue.self, from: Data(arguments.utf8))) ?? [:]
        let (result, _) = try await ask("tools/call", ["name": .string(name), "arguments": given])
        let texts = (result["content"]?.arrayValue ?? []).compactMap { block -> String? in
            switch block["type"]?.stringValue {
            case "text": block["text"]?.stringValue
            case let kind?: "(\(kind))"
            case nil: nil
            }
        }
        return Output(text: texts.joined(separator: "\n"), isError: result["isError"] == .bool(true))
    }

    private func ask(_ method: String, _ parameters: JSONValue) async throws -> (JSONValue, MCPReply) {
        requests += 1
        let id = requests
        let reply = try await post([
            "jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": parameters,
        ])
        let isStream = reply.headers["content-type"]?.hasPrefix("text/event-stream") == true
        let messages = isStream ? MCPClient.events(reply.body) : [reply.body]
        for message in messages {
            guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(message.utf8)) else { continue }
            if let error = value["error"], error != .null {
                throw MCPFault.refused(
                    code: error["code"]?.integerValue ?? 0, message: error["message"]?.stringValue ?? "no reason")
            }
            if value["id"] == .integer(id), let result = value["result"] { return (result, reply) }
        }
        guard (200..<300).contains(reply.status) else { throw MCPFault.http(reply.status) }
        throw MCPFault.notUnderstood("no result to \(method)")
    }

    private func post(_ message: JSONValue) async throws -> MCPReply {
        let body = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
        var headers = headers
        headers["Content-Type"] = "application/json"
        headers["Accept"] = "application/json, text/event-stream"
        return try await transport.post(body, headers: headers)
    }

    /// The data of server-sent events (WHATWG HTML, 9.2).
    static func events(_ text: String) -> [String] {
        var events: [String] = []
        var data: [Substring] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.isEmpty {
                if !data.isEmpty { events.append(data.joined(separator: "\n")) }
                data = []
            } else if line.hasPrefix("data:") {
                data.append(line.dropFirst(5).trimmingPrefix(" "))
            }
        }
        if !data.isEmpty { events.append(data.joined(separator: "\n")) }
        return events
    }
}
