import Foundation
import Realtime

/// The headers by which servers of the modern era route a request without reading it. Pure.
enum MCPRouting {
    /// An argument that is also a header: where it stands in the schema, and the last part of the header's name.
    struct Parameter: Sendable, Hashable {
        var path: [String]
        var token: String
    }

    /// Of a request of the modern era.
    /// - Parameter parameters: of the tool that is called.
    static func headers(
        method: String, params: JSONObject, version: MCPVersion, parameters: [Parameter] = []
    ) -> [String: String] {
        var headers = ["MCP-Protocol-Version": version.rawValue, "Mcp-Method": method]
        switch method {
        case "tools/call", "prompts/get": headers["Mcp-Name"] = params["name"]?.stringValue.map(encoded)
        case "resources/read": headers["Mcp-Name"] = params["uri"]?.stringValue.map(encoded)
        case _: break
        }
        for parameter in parameters {
            let value = parameter.path.reduce(params["arguments"]) { $0?[$1] }
            headers["Mcp-Param-" + parameter.token] = value.flatMap(text).map(encoded)
        }
        return headers
    }

    /// Which arguments of a tool are headers too; nil for a schema that marks what cannot be one.
    static func parameters(of schema: JSONValue) -> [Parameter]? {
        var found: [Parameter] = []
        guard collect(schema, path: [], into: &found) else { return nil }
        let names = Set(found.map { $0.token.lowercased() })
        return names.count == found.count ? found : nil
    }

    private static let mark = "x-mcp-header"

    private static func collect(_ schema: JSONValue, path: [String], into found: inout [Parameter]) -> Bool {
        for (key, value) in schema.objectValue ?? [:] {
            switch key {
            case "properties":
                for (name, property) in (value.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
                    guard collect(property, path: path + [name], into: &found) else { return false }
                }
            case mark:
                let type = schema["type"]?.stringValue ?? ""
                guard !path.isEmpty, ["string", "integer", "boolean"].contains(type),
                    let token = value.stringValue, isToken(token)
                else { return false }
                found.append(Parameter(path: path, token: token))
            // Anywhere else a mark has no single argument that it could mean.
            case _: guard !mentionsMark(value) else { return false }
            }
        }
        return true
    }

    private static func mentionsMark(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let fields): fields.contains { $0.key == mark || mentionsMark($0.value) }
        case .array(let values): values.contains(where: mentionsMark)
        case .null, .bool, .integer, .number, .string: false
        }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case _: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null, .number, .array, .object: nil
        }
    }

    /// A value as a header can carry it: printable ASCII as it is, all else in base64 between marks.
    static func encoded(_ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && text.first != " " && text.last != " "
            && !(text.hasPrefix("=?base64?") && text.hasSuffix("?="))
        return isPlain ? text : "=?base64?" + Data(text.utf8).base64EncodedString() + "?="
    }
}
