/// Makes one HTTP request; redirects are answers like any other, and are not followed.
public protocol HTTPRequester: Sendable {
    /// - Throws: what kept the answer from coming, in words that hold no header and no body.
    func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply
}

/// A request of an ``HTTPTool``.
public struct HTTPToolRequest: Sendable, Hashable {
    /// `http` or `https`.
    public var url: String
    public var method: String
    public var headers: [Header]
    public var body: [UInt8]
    public var timeout: Duration
    /// An answer with a larger body is given up while it is read (bytes).
    public var mostBytes: Int

    public init(
        url: String, method: String, headers: [Header], body: [UInt8], timeout: Duration, mostBytes: Int
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.mostBytes = mostBytes
    }

    /// A header whose value is never printed: it may be a secret.
    public struct Header: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        public var description: String { "\(name): hidden" }
        public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
    }
}

/// What was answered.
public struct HTTPToolReply: Sendable, Hashable {
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
