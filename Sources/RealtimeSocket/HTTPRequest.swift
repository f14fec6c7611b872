/// One request to an HTTP/1.1 server.
public struct HTTPRequest: Sendable, Hashable {
    /// `http` or `https`.
    public var url: SocketURL
    public var method: String
    /// `Host`, `Content-Length` and `Connection` are added.
    public var headers: [HeaderField]
    public var body: [UInt8]
    /// From the connected socket to the end of the answer.
    public var timeout: Duration
    /// An answer with a larger body is refused (bytes).
    public var limit: Int

    public init(
        _ url: SocketURL, method: String = "POST", headers: [HeaderField] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(10), limit: Int = 1 << 20
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.limit = limit
    }
}

/// What an HTTP server answered.
public struct HTTPReply: Sendable, Hashable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension HTTPReply {
    /// What the server's clock said when it answered (`Date`): seconds since 1970.
    public var date: Int? { headers["date"].flatMap(HTTPDate.seconds) }

    /// What it says in place of what was asked for, in the form in which sockets are refused.
    public var refusal: Refusal {
        Refusal(status: status, headers: headers.map { ($0.key, $0.value) }, body: body)
    }
}
