import Realtime

extension MCPClient {
    static let identity: JSONValue = ["name": "tutor-kiosk", "version": "1"]

    /// What is offered to servers: what a box without a screen can do.
    var capabilities: JSONValue { configuration.asks ? ["elicitation": ["form": [:]]] : [:] }

    /// Carries out what ``MCPNegotiation`` decides.
    func negotiate() async throws -> MCPAgreement {
        let mode: MCPNegotiation.Mode =
            switch configuration.era {
            case .auto: .auto
            case .handshake: .handshake
            case .modern: .modern
            }
        var negotiation = MCPNegotiation(mode)
        var action = negotiation.handle(.begun)
        while true {
            switch action {
            case .discover(let version):
                action = negotiation.handle(
                    try await outcome(
                        "server/discover", modernParams([:], version, token: nil), version, configuration.discovery))
            case .initialize:
                let hello: JSONObject = [
                    "protocolVersion": .string(MCPVersion.newestHandshake.rawValue), "capabilities": capabilities,
                    "clientInfo": MCPClient.identity,
                ]
                action = negotiation.handle(try await outcome("initialize", hello, nil, configuration.timeout))
            case .fail(let fault): throw fault
            case .agree(let agreement):
                switch agreement.version.era {
                case .handshake:
                    try await transport.send(
                        .notification(method: "notifications/initialized", params: [:]), version: agreement.version)
                    await transport.listen(version: agreement.version)
                case .modern: break
                }
                return agreement
            }
        }
    }

    /// What came of a step of the handshake. A broken network is thrown: it says nothing about the server.
    private func outcome(
        _ method: String, _ params: JSONObject, _ version: MCPVersion?, _ limit: Duration
    ) async throws -> MCPNegotiation.Event {
        requests += 1
        var request = MCPRequest(id: .integer(requests), method: method, params: params, version: version)
        if let version, transport.manners == .http {
            request.headers = MCPRouting.headers(method: method, params: params, version: version)
        }
        do {
            return .answered(
                try await within(MCPStopwatch(limit), method) { [transport, request] in
                    try await transport.request(request)
                })
        } catch let fault as MCPFault {
            switch fault {
            case .refused(let refusal): return .refused(refusal)
            case .http(let status): return .http(status)
            case .notUnderstood(let what): return .notUnderstood(what)
            case .timedOut(_, let after): return .timedOut(after)
            // Some old servers end when the first request is not the one that they know; the next line is a new one.
            case .lost(let why) where transport.manners == .duplex && version != nil: return .notUnderstood(why)
            case .version, .sessionLost, .lost, .tooMuch, .redirected, .authorization, .unsafe, .asksTooMuch:
                throw fault
            }
        }
    }

    /// What every request of the modern era carries.
    func modernParams(_ params: JSONObject, _ version: MCPVersion, token: JSONValue?) -> JSONObject {
        var meta: JSONObject = [
            "io.modelcontextprotocol/protocolVersion": .string(version.rawValue),
            "io.modelcontextprotocol/clientInfo": MCPClient.identity,
            "io.modelcontextprotocol/clientCapabilities": capabilities,
        ]
        meta["progressToken"] = token
        return params.merging(["_meta": .object(meta)]) { $1 }
    }

    /// Runs work that heeds cancellation, for as long as the stopwatch runs.
    /// - Throws: ``MCPFault/timedOut(method:after:)``, and what the work throws.
    func within<Value: Sendable>(
        _ stopwatch: MCPStopwatch, _ method: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await stopwatch.run()
                throw MCPFault.timedOut(method: method, after: stopwatch.limit)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
