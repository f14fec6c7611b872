public import Realtime

extension MCPClient {
    /// A tool as the server lists it.
    public struct Listed: Sendable, Hashable {
        public var name: String
        public var title: String?
        public var description: String?
        /// JSON Schema of the arguments.
        public var inputSchema: JSONValue
        /// JSON Schema of the structured result.
        public var outputSchema: JSONValue?
        /// The server's own hints, which decide nothing.
        public var annotations: JSONValue?
        var headerParameters: [MCPRouting.Parameter] = []

        /// Nil for what cannot be called.
        /// - Parameter manners: over HTTP, a tool whose headers cannot be written is none.
        init?(_ tool: JSONValue, _ manners: MCPManners) {
            guard let name = tool["name"]?.stringValue, (1...128).contains(name.utf8.count) else { return nil }
            self.name = name
            title = tool["title"]?.stringValue ?? tool["annotations"]?["title"]?.stringValue
            description = tool["description"]?.stringValue
            inputSchema = tool["inputSchema"] ?? ["type": "object"]
            outputSchema = tool["outputSchema"].flatMap { $0 == .null ? Optional.none : $0 }
            annotations = tool["annotations"]
            switch manners {
            case .http:
                guard let parameters = MCPRouting.parameters(of: inputSchema) else { return nil }
                headerParameters = parameters
            case .duplex: break
            }
        }
    }

    private static let start = ContinuousClock().now
    var now: Duration { MCPClient.start.duration(to: .now) }

    /// Pages of a list that are read at the most, and what they may hold.
    private static let mostPages = 100
    private static let mostTools = 1_000

    /// All tools; from memory while the server says that they stay as they are.
    /// - Throws: ``MCPFault``, and what the connection throws.
    @discardableResult
    public func listTools() async throws -> [Listed] {
        let manners = transport.manners
        let items = try await list("tools/list", "tools")
        let tools = items.compactMap { Listed($0, manners) }
        known = Dictionary(tools.map { ($0.name, $0) }) { first, _ in first }
        return tools
    }

    private func list(_ method: String, _ field: String) async throws -> [JSONValue] {
        if let kept = cache.value(of: method, at: now)?.arrayValue { return kept }
        var items: [JSONValue] = []
        var cursor: JSONValue?
        var life: Int?
        for _ in 0..<MCPClient.mostPages {
            let page = try await ask(method, cursor.map { ["cursor": $0] } ?? [:])
            guard let listed = page[field]?.arrayValue else {
                throw MCPFault.notUnderstood("\(method) has no \(field)")
            }
            items += listed
            guard items.count <= MCPClient.mostTools else {
                throw MCPFault.tooMuch("more than \(MCPClient.mostTools) \(field)")
            }
            let own = page["ttlMs"]?.integerValue
            life = life.map { min($0, own ?? 0) } ?? own ?? 0
            cursor = page["nextCursor"].flatMap { $0 == .null ? Optional.none : $0 }
            if cursor == nil {
                cache.keep(.array(items), as: method, for: life, at: now)
                return items
            }
        }
        throw MCPFault.tooMuch("more than \(MCPClient.mostPages) pages of \(field)")
    }

    /// Calls a tool.
    /// - Parameters:
    ///   - timeout: stands still while a person is asked.
    ///   - questioner: asks the pupil what the tool wants to know.
    ///   - progress: is told how far it has come, where the server says so.
    /// - Returns: also what the tool itself says went wrong (`isError`).
    /// - Throws: ``MCPFault``, and what the connection throws.
    public func call(
        _ name: String, arguments: JSONObject = [:], timeout: Duration = .seconds(60),
        asking questioner: any Questioner = NoQuestioner(), progress: (@Sendable (Advance) -> Void)? = nil
    ) async throws -> MCPOutput {
        let caller = MCPCaller(questioner: questioner, stopwatch: MCPStopwatch(timeout), progress: progress)
        // Its headers and the shape of its result stand in the list.
        if known[name] == nil, try await agreement().capabilities["tools"] != nil { try await listTools() }
        let result = try await complete(
            "tools/call", ["name": .string(name), "arguments": .object(arguments)], for: caller)
        let output = MCPOutput(result)
        if let schema = known[name]?.outputSchema, !output.isError {
            guard let structured = output.structured else {
                throw MCPFault.notUnderstood(
                    "the result of \(name) has no structuredContent, which its schema promises")
            }
            // Of the modern era, it may be any value; what the schema cannot say here is taken for granted.
            if schema["type"] == "object",
                case .failure(let faults) = SchemaCheck(SchemaCleaner.clean(schema)).check(
                    structured, name: "its result")
            {
                throw MCPFault.notUnderstood("\(name): \(faults)")
            }
        }
        return output
    }
}
