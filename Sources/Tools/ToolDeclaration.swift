public import Realtime

/// A tool as its file in `lessons/tools` declares it.
public struct ToolDeclaration: Sendable, Hashable {
    /// As the model calls it: `[a-z][a-z0-9_]{0,63}`.
    public var name: String
    /// What it does and when to call it, for the model.
    public var description: String
    /// What a pupil says to have it called, with `{parameter}` in the place of one; also how the offline tutor knows.
    public var phrases: [String]
    /// JSON Schema of the arguments; an object at its root.
    public var parameters: JSONValue
    /// How long it may take.
    public var timeout: Duration
    /// UTF-8 bytes of a result at the most.
    public var mostBytes: Int
    public var approval: Approval
    /// What the teacher hears when asked, with `{parameter}` in the place of one; nil says the name.
    public var summary: String?
    public var waiting: Waiting
    /// What the pupil hears of a result, with `{field}` of it or `{parameter}`; nil leaves it to the tutor.
    public var result: String?
    /// Meanings by word, of `builtin: dictionary`.
    public var words: [String: String]
    public var kind: Kind

    /// Who is asked before it runs.
    public enum Approval: String, Sendable, Hashable, Codable, CaseIterable { case none, teacher }

    /// Whether the pupil waits for it.
    public enum Waiting: String, Sendable, Hashable, Codable, CaseIterable {
        /// The tutor answers when the result is there.
        case turn
        /// The tutor goes on; the result comes at the next pause.
        case background
    }

    public enum Kind: Sendable, Hashable {
        case builtin(BuiltinTool)
        case command(CommandDeclaration)
        case http(HTTPDeclaration)
        case mcp(MCPServerDeclaration)
    }

    public init(
        name: String, description: String, phrases: [String] = [], parameters: JSONValue = ["type": "object"],
        timeout: Duration = .seconds(10), mostBytes: Int = 16 * 1024, approval: Approval = .none,
        summary: String? = nil, waiting: Waiting = .turn, result: String? = nil, words: [String: String] = [:],
        kind: Kind
    ) {
        self.name = name
        self.description = description
        self.phrases = phrases
        self.parameters = parameters
        self.timeout = timeout
        self.mostBytes = mostBytes
        self.approval = approval
        self.summary = summary
        self.waiting = waiting
        self.result = result
        self.words = words
        self.kind = kind
    }
}

/// What the box can do without any help.
public enum BuiltinTool: String, Sendable, Hashable, Codable, CaseIterable { case calculator, timer, dice, dictionary }

/// A program that is run for each call: JSON on its standard input, JSON on its standard output.
public struct CommandDeclaration: Sendable, Hashable {
    /// The program and its arguments. A relative path is of the declaration's folder.
    public var command: [String]
    /// Variables beside the few that every tool is given.
    public var environment: [String: String]
    /// Variables whose values are secrets, by reference.
    public var secrets: [String: SecretReference]
    /// Whether it may use the network.
    public var network: Bool
    /// Whether it has a folder of its own that outlasts a call.
    public var state: Bool
    /// The folder's name, so that several tools share one; nil is the tool's own name.
    public var stateName: String?
    /// Seconds of processor time.
    public var cpuSeconds: Int
    /// MiB of address space.
    public var memoryMiB: Int
    /// Files that it may have open.
    public var files: Int

    public init(
        command: [String], environment: [String: String] = [:], secrets: [String: SecretReference] = [:],
        network: Bool = false, state: Bool = false, stateName: String? = nil, cpuSeconds: Int = 5, memoryMiB: Int = 256,
        files: Int = 32
    ) {
        self.command = command
        self.environment = environment
        self.secrets = secrets
        self.network = network
        self.state = state
        self.stateName = stateName
        self.cpuSeconds = cpuSeconds
        self.memoryMiB = memoryMiB
        self.files = files
    }
}

/// A request that is made for each call. `{parameter}` stands for an argument, percent-encoded in an address.
public struct HTTPDeclaration: Sendable, Hashable {
    public var method: String
    public var url: String
    public var query: [String: String]
    public var headers: [String: String]
    /// Headers whose values are secrets, by reference; `prefix` stands before the value ("Bearer ").
    public var secrets: [String: SecretReference]
    /// A JSON template; a string that is `{parameter}` and nothing else becomes the argument with its type.
    public var body: JSONValue?
    /// `host` or `host:port` that may be asked.
    public var hosts: [String]

    public init(
        method: String = "GET", url: String, query: [String: String] = [:], headers: [String: String] = [:],
        secrets: [String: SecretReference] = [:], body: JSONValue? = nil, hosts: [String]
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.headers = headers
        self.secrets = secrets
        self.body = body
        self.hosts = hosts
    }
}

/// An MCP server; its own tools become functions.
public struct MCPServerDeclaration: Sendable, Hashable {
    public enum Transport: Sendable, Hashable {
        case stdio(CommandDeclaration)
        /// Streamable HTTP.
        case http(url: String)
        case webSocket(url: String)
        /// Called by the provider, not by the box: Realtime's `type: mcp`.
        case hosted(url: String)
    }

    public enum Authorization: Sendable, Hashable {
        case none
        case bearer(SecretReference)
        /// OAuth 2.1 client credentials.
        case clientCredentials(id: String, secret: SecretReference, scope: String?)
    }

    public var transport: Transport
    public var headers: [String: String]
    public var authorization: Authorization

    public init(
        transport: Transport, headers: [String: String] = [:], authorization: Authorization = .none
    ) {
        self.transport = transport
        self.headers = headers
        self.authorization = authorization
    }
}

/// Where a secret stands. Its value is in no file of lessons, log or argument.
public enum SecretReference: Sendable, Hashable, CustomStringConvertible {
    /// `env:NAME`
    case environment(String)
    /// `file:/path`
    case file(String)
    /// `credential:name`, of systemd (`LoadCredential=`).
    case credential(String)

    public var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .credential(let name): "credential:\(name)"
        }
    }
}
