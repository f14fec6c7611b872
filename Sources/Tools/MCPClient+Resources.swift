import Realtime

extension MCPClient {
    /// The text of a resource; of one with several parts, all of them. What is no text is told in brackets.
    /// - Throws: ``MCPFault``, and what the connection throws.
    public func read(_ uri: String) async throws -> String {
        let key = "resources/read " + uri
        let result: JSONValue
        if let kept = cache.value(of: key, at: now) {
            result = kept
        } else {
            result = try await complete(
                "resources/read", ["uri": .string(uri)], for: MCPCaller(stopwatch: MCPStopwatch(configuration.timeout)))
            cache.keep(result, as: key, for: result["ttlMs"]?.integerValue, at: now)
        }
        guard let parts = result["contents"]?.arrayValue else {
            throw MCPFault.notUnderstood("resources/read has no contents")
        }
        return parts.map { $0["text"]?.stringValue ?? "(\($0["mimeType"]?.stringValue ?? "bytes"))" }
            .joined(separator: "\n")
    }

    /// Tells the text of resources now, and each time it has changed; after a broken connection, what was missed.
    /// Runs until the task is cancelled.
    /// - Parameters:
    ///   - changed: is given the resource's URI and its text.
    ///   - toolsChanged: the server has other tools than before, or may have.
    /// - Throws: ``MCPFault`` where the resources cannot be watched at all, or not be read to begin with.
    public func watch(
        _ uris: [String] = [], changed: @escaping @Sendable (_ uri: String, _ text: String) async -> Void = { _, _ in },
        toolsChanged: (@Sendable () async -> Void)? = nil
    ) async throws {
        var told: [String: String] = [:]
        var pause = Duration.seconds(1)
        var round = 0
        while !Task.isCancelled {
            do {
                let agreement = try await agreement()
                if round > 0 { await toolsChanged?() }
                round += 1
                switch agreement.version.era {
                case .handshake:
                    try await follow(uris, &told, toolsChanged, changed) {
                        for uri in uris {
                            _ = try await self.ask("resources/subscribe", ["uri": .string(uri)])
                        }
                    }
                case .modern: try await listen(agreement, uris, &told, toolsChanged, changed)
                }
                pause = .seconds(1)
            } catch is CancellationError {
                break
            } catch {
                // What does not work at first will not work later; what worked is tried again.
                guard round > 1 || !told.isEmpty else { throw error }
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(30))
        }
    }

    /// Reads all, then what changes; returns when the connection is lost.
    private func follow(
        _ uris: [String], _ told: inout [String: String], _ toolsChanged: (@Sendable () async -> Void)?,
        _ changed: @Sendable (String, String) async -> Void, _ subscribe: () async throws -> Void
    ) async throws {
        // Bounded: of what is lost, the next change tells.
        let (changes, change) = AsyncStream.makeStream(of: MCPChange.self, bufferingPolicy: .bufferingNewest(64))
        watches += 1
        let number = watches
        watchers[number] = change
        defer {
            watchers[number] = nil
            change.finish()
        }
        try await subscribe()
        for uri in uris { try await tell(uri, &told, changed) }
        for await change in changes {
            switch change {
            // A server may name a part of what is watched.
            case .resource(let named):
                for uri in uris where named == uri || named.hasPrefix(uri) { try await tell(uri, &told, changed) }
            case .tools: await toolsChanged?()
            case .gap:
                for uri in uris {
                    cache.evict("resources/read " + uri)
                    try await tell(uri, &told, changed)
                }
                await toolsChanged?()
            case .lost: return
            }
        }
        try Task.checkCancellation()
    }

    private func tell(
        _ uri: String, _ told: inout [String: String], _ changed: @Sendable (String, String) async -> Void
    ) async throws {
        let text = try await read(uri)
        guard told[uri] != text else { return }
        told[uri] = text
        await changed(uri, text)
    }

    /// The modern era's way: a request whose answer are the changes.
    private func listen(
        _ agreement: MCPAgreement, _ uris: [String], _ told: inout [String: String],
        _ toolsChanged: (@Sendable () async -> Void)?, _ changed: @Sendable (String, String) async -> Void
    ) async throws {
        var wanted: JSONObject = [:]
        if !uris.isEmpty { wanted["resourceSubscriptions"] = .array(uris.map(JSONValue.string)) }
        if toolsChanged != nil { wanted["toolsListChanged"] = true }
        requests += 1
        let id = JSONValue.string("listen-\(requests)")
        // A drop and a good end are one: it is asked again, and everything is read again.
        let stream = Task {
            defer { for watcher in watchers.values { watcher.yield(.lost) } }
            _ = try await exchange(
                "subscriptions/listen", ["notifications": .object(wanted)], agreement, MCPCaller(), id: id)
        }
        defer { stream.cancel() }
        for uri in uris { cache.evict("resources/read " + uri) }
        try await withTaskCancellationHandler {
            try await follow(uris, &told, toolsChanged, changed) {}
        } onCancel: {
            stream.cancel()
        }
        // It may have been refused, and not lost.
        do {
            try await stream.value
        } catch MCPFault.lost {
            return
        }
    }
}
