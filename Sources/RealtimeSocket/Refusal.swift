import FoundationEssentials

/// An HTTP answer in place of an upgrade.
public struct Refusal: Sendable, Hashable, CustomStringConvertible {
    public var status: Int
    /// The body's `error.message`, or the beginning of a body of another form.
    public var message: String
    /// The body's `error.code`.
    public var code: String?
    /// How long the server asks to be left alone (`retry-after-ms`, `Retry-After`).
    public var retryAfter: Duration?

    public init(status: Int, message: String = "", code: String? = nil, retryAfter: Duration? = nil) {
        self.status = status
        self.message = message
        self.code = code
        self.retryAfter = retryAfter
    }

    /// Reads what an HTTP server answered.
    init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        self.init(status: status)
        retryAfter = Refusal.retryAfter(
            milliseconds: header("retry-after-ms"), field: header("retry-after"), date: header("date"))
        if let parsed = try? JSONDecoder().decode(Body.self, from: Data(body)) {
            message = parsed.error.message ?? ""
            code = parsed.error.code
        } else {
            let text = String(decoding: body.prefix(200), as: UTF8.self)
            message = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// A date is counted from the answer's own `Date`: this machine's clock may be wrong.
    static func retryAfter(milliseconds: String?, field: String?, date: String?) -> Duration? {
        if let milliseconds, let value = Double(milliseconds), (0...86_400_000).contains(value) {
            return .milliseconds(Int(value))
        }
        guard let field else { return nil }
        if let seconds = Double(field), (0...86_400).contains(seconds) { return .milliseconds(Int(seconds * 1000)) }
        guard let until = HTTPDate.seconds(field), let now = date.flatMap(HTTPDate.seconds) else { return nil }
        return .seconds(min(86_400, max(0, until - now)))
    }

    private struct Body: Decodable {
        struct Detail: Decodable {
            var message: String?
            var code: String?
        }
        var error: Detail
    }

    public var description: String {
        var text = "HTTP \(status)"
        if let code { text += " \(code)" }
        return message.isEmpty ? text : text + ": " + message
    }
}
