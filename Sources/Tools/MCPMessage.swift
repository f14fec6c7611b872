public import Realtime

/// One JSON-RPC 2.0 message, of either side.
enum MCPMessage: Sendable, Hashable {
    case request(id: JSONValue, method: String, params: JSONObject)
    case notification(method: String, params: JSONObject)
    case result(id: JSONValue, JSONValue)
    /// The id is nil where the other side could not read which request it was.
    case failure(id: JSONValue?, MCPRefusal)

    /// Nil where the text is no message. Fields that are not known are passed over.
    init?(text: some StringProtocol) {
        guard let value = JSONValue(text: text) else { return nil }
        self.init(value)
    }

    init?(_ value: JSONValue) {
        guard let fields = value.objectValue else { return nil }
        let id: JSONValue?
        switch fields["id"] {
        case .string?, .integer?: id = fields["id"]
        case .null?, .bool?, .number?, .array?, .object?, nil: id = nil
        }
        if let method = fields["method"]?.stringValue {
            let params = fields["params"]?.objectValue ?? [:]
            self =
                id.map { .request(id: $0, method: method, params: params) }
                ?? .notification(method: method, params: params)
        } else if let error = fields["error"]?.objectValue {
            let refusal = MCPRefusal(
                code: error["code"]?.integerValue ?? 0, message: error["message"]?.stringValue ?? "no reason",
                data: error["data"])
            self = .failure(id: id, refusal)
        } else if let id, let result = fields["result"] {
            self = .result(id: id, result)
        } else {
            return nil
        }
    }

    /// As it goes over the wire: one line.
    var text: String {
        var fields: JSONObject = ["jsonrpc": "2.0"]
        switch self {
        case .request(let id, let method, let params):
            fields["id"] = id
            fields["method"] = .string(method)
            if !params.isEmpty { fields["params"] = .object(params) }
        case .notification(let method, let params):
            fields["method"] = .string(method)
            if !params.isEmpty { fields["params"] = .object(params) }
        case .result(let id, let result):
            fields["id"] = id
            fields["result"] = result
        case .failure(let id, let refusal):
            fields["id"] = id ?? .null
            var error: JSONObject = ["code": .integer(refusal.code), "message": .string(refusal.message)]
            error["data"] = refusal.data
            fields["error"] = .object(error)
        }
        return JSONValue.object(fields).text
    }
}

/// Why a request was refused (JSON-RPC error object).
public struct MCPRefusal: Sendable, Hashable {
    public var code: Int
    public var message: String
    public var data: JSONValue?

    public init(code: Int, message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    static let methodNotFound = -32601
    static let headerMismatch = -32020
    static let unsupportedVersion = -32022
    static let pageMustBeOpened = -32042
}
