import Realtime

/// A request of the server that a person must answer.
struct MCPQuestion: Sendable {
    var id: JSONValue
    var params: JSONObject
}

/// On whose behalf a request is made.
struct MCPCaller: Sendable {
    var questioner: any Questioner = NoQuestioner()
    var stopwatch: MCPStopwatch?
    var progress: (@Sendable (MCPClient.Advance) -> Void)?
}

extension MCPClient {
    /// Rounds of questions in one call.
    private static let mostRounds = 10

    /// A request with all rounds of questions that the server has first (modern era: `input_required`).
    func complete(_ method: String, _ params: JSONObject, for caller: MCPCaller) async throws -> JSONValue {
        var params = params
        var pause = Duration.milliseconds(50)
        for _ in 0...MCPClient.mostRounds {
            let result = try await ask(method, params, for: caller)
            switch result["resultType"]?.stringValue ?? "complete" {
            case "complete": return result
            case "input_required":
                let wanted = result["inputRequests"]?.objectValue ?? [:]
                let state = result["requestState"].flatMap { $0 == .null ? Optional.none : $0 }
                guard !wanted.isEmpty || state != nil else {
                    throw MCPFault.notUnderstood("\(method) wants input and does not say which")
                }
                // Byte for byte as it came; what an earlier round held is not sent again.
                params["requestState"] = state
                params.removeValue(forKey: "inputResponses")
                if wanted.isEmpty {
                    try await Task.sleep(for: pause)
                    pause = min(pause * 2, .milliseconds(250))
                } else {
                    params["inputResponses"] = .object(try await answers(to: wanted, for: caller))
                }
            case let other: throw MCPFault.notUnderstood("\(method) has a result of type '\(other)'")
            }
        }
        throw MCPFault.asksTooMuch(rounds: MCPClient.mostRounds)
    }

    /// One after another: there is one pupil, and one voice.
    private func answers(to wanted: JSONObject, for caller: MCPCaller) async throws -> JSONObject {
        var answers: JSONObject = [:]
        for (key, request) in wanted.sorted(by: { $0.key < $1.key }) {
            guard request["method"]?.stringValue == "elicitation/create" else {
                throw MCPFault.notUnderstood(
                    "it wants \(request["method"]?.stringValue ?? "something"), which is not offered here")
            }
            answers[key] = await MCPClient.fill(request["params"]?.objectValue ?? [:], for: caller)
            try Task.checkCancellation()
        }
        return answers
    }

    /// Has a person fill in a form, while the caller's time stands still.
    static func fill(_ form: JSONObject, for caller: MCPCaller) async -> JSONValue {
        guard let elicitation = MCPElicitation(form) else { return ["action": "decline"] }
        let questioner = caller.questioner
        // Not a child task: it would wait for a questioner that does not heed its cancellation.
        let (answers, answer) = AsyncStream.makeStream(of: JSONValue.self, bufferingPolicy: .bufferingOldest(1))
        let work = Task { answer.yield(await elicitation.answered(by: questioner)) }
        defer { work.cancel() }
        func first() async -> JSONValue {
            for await value in answers { return value }
            return ["action": "cancel"]
        }
        guard let stopwatch = caller.stopwatch else { return await first() }
        return await stopwatch.pausing(first)
    }

    /// A request and its result. Opens the connection where there is none, and once more where the session is lost.
    func ask(_ method: String, _ params: JSONObject = [:], for caller: MCPCaller = .init()) async throws -> JSONValue {
        var caller = caller
        if caller.stopwatch == nil { caller.stopwatch = MCPStopwatch(configuration.timeout) }
        let agreement = try await agreement()
        do {
            return try await exchange(method, params, agreement, caller)
        } catch MCPFault.sessionLost {
            forget(agreement)
        } catch MCPFault.lost(let why) {
            forget(agreement)
            guard method != "tools/call" else { throw MCPFault.lost(why) }
        } catch MCPFault.refused(let refusal)
            where refusal.code == MCPRefusal.headerMismatch && method == "tools/call"
        {
            cache.evict("tools/list")
            _ = try await listTools()
        }
        try Task.checkCancellation()
        return try await exchange(method, params, try await self.agreement(), caller)
    }

    /// Sends a request, answers what the server wants to know meanwhile, and waits for the result.
    /// - Parameter id: nil counts one up.
    func exchange(
        _ method: String, _ params: JSONObject, _ agreement: MCPAgreement, _ caller: MCPCaller, id: JSONValue? = nil
    ) async throws -> JSONValue {
        requests += 1
        let id = id ?? .integer(requests)
        let request = request(id, method, params, agreement.version, wantsProgress: caller.progress != nil)
        let (questions, question) = AsyncStream.makeStream(of: MCPQuestion.self, bufferingPolicy: .bufferingOldest(4))
        pending[id] = Pending(questions: question, asks: method == "tools/call", progress: caller.progress)
        defer {
            pending[id] = nil
            question.finish()
        }
        do {
            return try await withThrowingTaskGroup(of: JSONValue?.self) { [transport] group in
                defer { group.cancelAll() }
                group.addTask { try await transport.request(request) }
                if let stopwatch = caller.stopwatch {
                    group.addTask {
                        try await stopwatch.run()
                        throw MCPFault.timedOut(method: method, after: stopwatch.limit)
                    }
                }
                group.addTask {
                    for await question in questions {
                        let result = await MCPClient.fill(question.params, for: caller)
                        guard !Task.isCancelled else { return nil }
                        try? await transport.send(.result(id: question.id, result), version: agreement.version)
                    }
                    return nil
                }
                while let result = try await group.next() { if let result { return result } }
                throw CancellationError()
            }
        } catch MCPFault.timedOut(let method, let after) {
            cancel(id, "no answer in time", agreement.version)
            throw MCPFault.timedOut(method: method, after: after)
        } catch  where Task.isCancelled {
            cancel(id, "nobody waits for it any more", agreement.version)
            throw CancellationError()
        }
    }

    private func request(
        _ id: JSONValue, _ method: String, _ params: JSONObject, _ version: MCPVersion, wantsProgress: Bool
    ) -> MCPRequest {
        switch version.era {
        case .handshake:
            let token: JSONObject = wantsProgress ? ["_meta": ["progressToken": id]] : [:]
            return MCPRequest(id: id, method: method, params: params.merging(token) { $1 }, version: version)
        case .modern:
            var request = MCPRequest(
                id: id, method: method, params: modernParams(params, version, token: wantsProgress ? .some(id) : .none),
                version: version)
            if transport.manners == .http {
                let tool = method == "tools/call" ? params["name"]?.stringValue.flatMap { known[$0] } : nil
                request.headers = MCPRouting.headers(
                    method: method, params: params, version: version, parameters: tool?.headerParameters ?? [])
            }
            return request
        }
    }

    /// Tells the server that an answer is not waited for. Of HTTP in the modern era, the closed stream has told it.
    private func cancel(_ id: JSONValue, _ reason: String, _ version: MCPVersion) {
        switch (version.era, transport.manners) {
        case (.modern, .http): return
        case (.modern, .duplex), (.handshake, .http), (.handshake, .duplex): break
        }
        let message = MCPMessage.notification(
            method: "notifications/cancelled", params: ["requestId": id, "reason": .string(reason)])
        // Its own task: this one is cancelled. The transport's own time ends it.
        Task { [transport] in try? await transport.send(message, version: version) }
    }
}
