import Foundation
import Realtime

/// A tool of kind `http`: one request for each call, to the hosts that its file names.
struct HTTPTool: Tool {
    let declaration: ToolDeclaration
    let request: HTTPDeclaration
    let requester: any HTTPRequester
    let secrets: SecretReader

    private static let mostRedirects = 3

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        var order = try HTTPToolRequest(
            url: address(call.arguments), method: request.method, headers: headers(call), body: body(call.arguments),
            timeout: declaration.timeout, mostBytes: declaration.mostBytes)
        for _ in 0...HTTPTool.mostRedirects {
            guard let address = WebAddress(order.url),
                request.hosts.contains(where: { address.origin.isAllowed(by: $0) })
            else { throw ToolFault.notReady("the address is of a host that the tool's file does not name") }
            let reply = try await requester.send(order)
            switch reply.status {
            case 200..<300: return ToolOutput(try value(of: reply, from: address.origin.host))
            case 301, 302, 303, 307, 308:
                order.url = try HTTPTool.next(after: reply, to: order, from: address)
            case _: throw ToolFault.answered(status: reply.status, host: address.origin.host)
            }
        }
        throw ToolFault.redirected("more than \(HTTPTool.mostRedirects) times")
    }

    // The request.

    private func address(_ arguments: JSONObject) throws -> String {
        let template = try ToolTemplate(request.url)
        let url = try template.filled { name in
            guard let text = HTTPTool.text(arguments[name]) else { return nil }
            // A segment of dots would be another path.
            guard !text.isEmpty, !text.allSatisfy({ $0 == "." }) else {
                throw ToolFault.unfit(parameter: name, place: "an address")
            }
            return HTTPTool.percentEncoded(text)
        }
        guard let url else {
            let missing = template.fields.filter { arguments[$0] == nil }.map { "`\($0)`" }
            throw ToolFault.badArguments("\(missing.joined(separator: ", ")) is missing")
        }
        var query: [String] = []
        for (name, value) in request.query.sorted(by: { $0.key < $1.key }) {
            // A part whose parameter was left out is left out.
            guard let text = try ToolTemplate(value).filled({ HTTPTool.text(arguments[$0]) }) else { continue }
            query.append("\(HTTPTool.percentEncoded(name))=\(HTTPTool.percentEncoded(text))")
        }
        return query.isEmpty ? url : url + (url.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }

    private func headers(_ call: ToolRequest) throws -> [HTTPToolRequest.Header] {
        var headers = [HTTPToolRequest.Header(name: "Accept", value: "application/json, text/plain")]
        if request.body != nil { headers.append(.init(name: "Content-Type", value: "application/json")) }
        if !call.key.isEmpty, request.method != "GET", call.key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            // The same when it is tried again (draft-ietf-httpapi-idempotency-key-header).
            headers.append(.init(name: "Idempotency-Key", value: call.key))
        }
        for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
            let text = try ToolTemplate(value).filled { parameter in
                guard let text = HTTPTool.text(call.arguments[parameter]) else { return nil }
                // A line feed would begin another header.
                guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                    throw ToolFault.unfit(parameter: parameter, place: "a header")
                }
                return text
            }
            if let text { headers.append(.init(name: name, value: text)) }
        }
        for (name, value) in try secrets.read(request.secrets).sorted(by: { $0.key < $1.key }) {
            headers.append(.init(name: name, value: value))
        }
        return headers
    }

    private func body(_ arguments: JSONObject) throws -> [UInt8] {
        guard let body = request.body else { return [] }
        return Array((try HTTPTool.filled(body, arguments) ?? .null).text.utf8)
    }

    /// A template of JSON with the arguments in it; nil where its parameter was left out.
    private static func filled(_ template: JSONValue, _ arguments: JSONObject) throws -> JSONValue? {
        switch template {
        case .string(let text):
            let parts = try ToolTemplate(text)
            // A parameter alone keeps its type.
            if parts.parts.count == 1, let name = parts.fields.first { return arguments[name] }
            return parts.filled { HTTPTool.text(arguments[$0]) }.map { .string($0) }
        case .array(let values): return .array(try values.compactMap { try filled($0, arguments) })
        case .object(let fields): return .object(try fields.compactMapValues { try filled($0, arguments) })
        case .null, .bool, .integer, .number: return template
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?: text
        case .null?, nil: nil
        case .bool?, .integer?, .number?, .array?, .object?: value?.text
        }
    }

    /// All but the unreserved characters (RFC 3986 section 2.3).
    static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    // The answer.

    /// The address of a redirect that may be followed: of the same origin, and the same request there.
    private static func next(
        after reply: HTTPToolReply, to order: HTTPToolRequest, from address: WebAddress
    ) throws -> String {
        let keepsMethod = [307, 308].contains(reply.status)
        guard keepsMethod || order.method == "GET" else {
            throw ToolFault.redirected("HTTP \(reply.status) would make another request of a \(order.method)")
        }
        guard let location = reply.headers["location"] else { throw ToolFault.redirected("no address is given") }
        let text = location.hasPrefix("/") && !location.hasPrefix("//") ? address.origin.text + location : location
        guard let next = WebAddress(text) else { throw ToolFault.redirected("the new address is not understood") }
        guard next.origin == address.origin else {
            throw ToolFault.redirected("from \(address.origin.text) to another origin")
        }
        return next.origin.text + next.target
    }

    private func value(of reply: HTTPToolReply, from host: String) throws -> JSONValue {
        guard reply.body.count <= declaration.mostBytes else { throw ToolFault.tooLarge(most: declaration.mostBytes) }
        guard !reply.body.isEmpty else { return ["status": .integer(reply.status)] }
        guard let text = String(validating: reply.body, as: UTF8.self) else { throw ToolFault.notText(host) }
        return JSONValue(text: text) ?? .string(text)
    }
}
