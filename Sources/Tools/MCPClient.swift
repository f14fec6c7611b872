public import Foundation
import Realtime

/// A client of one MCP server, in both eras of the protocol: it finds out which one the server speaks, and opens its
/// connection when it is needed, and again when it was lost.
///
/// A call is sent a second time only where the server said that it did not carry out the first: it has forgotten the session
/// (404), or wants other headers (-32020). Lists and reads are repeated after a broken connection too; a call of a tool
/// never is, since nobody knows whether it was done.
public actor MCPClient {
    public struct Configuration: Sendable {
        /// Which era to speak.
        public enum Era: String, Sendable, CaseIterable { case auto, handshake, modern }

        public var era: Era
        /// How long a list, a read or a handshake may take. A call has its own time.
        public var timeout: Duration
        /// How long a server may take to say which versions it speaks.
        public var discovery: Duration
        /// Whether the server may have a person asked.
        public var asks: Bool

        public init(
            era: Era = .auto, timeout: Duration = .seconds(30), discovery: Duration = .seconds(10), asks: Bool = true
        ) {
            self.era = era
            self.timeout = timeout
            self.discovery = discovery
            self.asks = asks
        }
    }

    /// How far a call has come.
    public struct Advance: Sendable, Hashable {
        public var progress: Double
        public var total: Double?
        public var message: String?
    }

    enum Phase {
        case closed
        case opening(Task<MCPAgreement, any Error>)
        case open(MCPAgreement)
    }

    /// A request that is on its way.
    struct Pending {
        var questions: AsyncStream<MCPQuestion>.Continuation
        /// Whether a person can be asked on its behalf.
        var asks: Bool
        var progress: (@Sendable (Advance) -> Void)?
    }

    let transport: any MCPTransport
    let configuration: Configuration
    var phase = Phase.closed
    var pending: [JSONValue: Pending] = [:]
    var requests = 0
    var cache = MCPCache()
    /// The tools as they were last listed, for their headers and the shapes of their results.
    var known: [String: Listed] = [:]
    var watchers: [Int: AsyncStream<MCPChange>.Continuation] = [:]
    var watches = 0
    /// Requests of the server that are being answered beside ours.
    var answering = 0
    private var reports = false

    init(over transport: any MCPTransport, configuration: Configuration = .init()) {
        self.transport = transport
        self.configuration = configuration
    }

    /// Over Streamable HTTP.
    /// - Parameters:
    ///   - headers: of every request; they may hold keys.
    ///   - authorization: shown to this server and no other, and over a line that nobody else can read.
    public init(
        url: URL, http: any MCPHTTP, headers: [String: String] = [:], authorization: MCPAuthorization = .none,
        configuration: Configuration = .init()
    ) {
        let origin = MCPOrigin(http: http, url: url, headers: headers, access: MCPAccess(authorization, to: url))
        self.init(over: MCPHTTPTransport(over: origin), configuration: configuration)
    }

    /// Over a line that carries messages both ways.
    /// - Parameter connect: opens the line; called again when it has ended.
    public init(
        configuration: Configuration = .init(), connect: @escaping @Sendable () async throws -> any MCPDuplex
    ) {
        self.init(over: MCPDuplexTransport(connect), configuration: configuration)
    }

    /// Opens the connection and finds out what the server speaks. It is done by itself when it is needed.
    /// - Throws: ``MCPFault``, and what the connection throws.
    public func open() async throws { _ = try await agreement() }

    /// Says goodbye. The client can be used again.
    public func close() async {
        if case .opening(let task) = phase { task.cancel() }
        phase = .closed
        await transport.close()
        cache = MCPCache()
        for watcher in watchers.values { watcher.yield(.lost) }
    }

    /// The version that was agreed on, such as "2025-11-25"; nil before.
    public var version: String? {
        if case .open(let agreement) = phase { agreement.version.rawValue } else { nil }
    }

    /// How the server wants to be used, in words for the model; nil before the connection is open. Untrusted.
    public var instructions: String? {
        if case .open(let agreement) = phase { agreement.instructions } else { nil }
    }

    /// What was agreed on; opens the connection where there is none.
    func agreement() async throws -> MCPAgreement {
        switch phase {
        case .open(let agreement): return agreement
        case .opening(let task): return try await task.value
        case .closed:
            if !reports {
                reports = true
                await transport.report { [weak self] in await self?.received($0) }
                // Somebody else may have come first.
                if case .closed = phase {} else { return try await agreement() }
            }
            // Its own task: whoever waits may be cancelled, a handshake may not.
            let task = Task { try await negotiate() }
            phase = .opening(task)
            do {
                let agreement = try await task.value
                if case .opening(task) = phase { phase = .open(agreement) }
                return agreement
            } catch {
                if case .opening(task) = phase { phase = .closed }
                throw error
            }
        }
    }

    /// The session is lost; the next request begins a new one.
    func forget(_ agreement: MCPAgreement) {
        if case .open(agreement) = phase { phase = .closed }
        cache = MCPCache()
        for watcher in watchers.values { watcher.yield(.lost) }
    }
}
