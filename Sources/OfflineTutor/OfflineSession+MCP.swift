import Realtime

// Hosted MCP servers: listed when a session names them, called when the client insists or the pupil says a tool's name.
extension OfflineSession {
    /// What came of a call to a hosted server.
    public enum HostedResult: Sendable, Hashable, Codable {
        case output(String)
        case failed(String)
    }

    /// Asks servers that are new for their tools, and forgets those that are gone.
    mutating func host(_ tools: [Tool]) -> [Action] {
        let wanted = tools.compactMap { tool -> MCPTool? in
            if case .mcp(let server) = tool { server } else { nil }
        }
        hosted = hosted.filter { known in wanted.contains { $0.serverLabel == known.key } }
        var actions: [Action] = []
        for server in wanted where hosted[server.serverLabel]?.tool != server {
            let id = newItemID()
            hosted[server.serverLabel] = HostedServer(tool: server, listing: .asked(id))
            let item = Item.mcpListTools(MCPListTools(serverLabel: server.serverLabel, tools: [], id: id))
            let previous = log.last
            log.insert(item)
            actions += [
                send { .conversationItemAdded(.init(item: item, previousItemID: previous, eventID: $0)) },
                send { .mcpListToolsInProgress(.init(itemID: id, eventID: $0)) }, .listTools(server),
            ]
        }
        return actions
    }

    /// A hosted server told its tools, or does not; `nil` stands for the latter.
    mutating func toolsListed(_ label: String, _ tools: [MCPListedTool]?) -> [Action] {
        guard case .asked(let id)? = hosted[label]?.listing else { return [] }
        guard let tools else {
            hosted[label]?.listing = .failed
            return [send { .mcpListToolsFailed(.init(itemID: id, eventID: $0)) }]
        }
        hosted[label]?.listing = .listed(tools)
        let item = Item.mcpListTools(
            MCPListTools(serverLabel: label, tools: hosted[label]?.tools ?? [], id: id))
        log.replace(id, with: item)
        let previous = log.before(id)
        return [
            send { .mcpListToolsCompleted(.init(itemID: id, eventID: $0)) },
            send { .conversationItemDone(.init(item: item, previousItemID: previous, eventID: $0)) },
        ]
    }

    /// Notes the client's answer, or returns why it cannot be one.
    mutating func take(_ response: MCPApprovalResponse) -> String? {
        guard let index = unapproved.firstIndex(where: { $0.approval == response.approvalRequestID }) else {
            return "Approval request '\(response.approvalRequestID.rawValue)' not found in conversation."
        }
        let call = unapproved.remove(at: index)
        if response.approve { approved.append(call) } else { decided.append(.say("All right, I will not do that.")) }
        return nil
    }

    /// Runs what was approved, beside any response; the next one speaks of it.
    mutating func runApproved() -> [Action] {
        defer { approved = [] }
        return approved.flatMap { approved -> [Action] in
            var call = approved
            call.id = newItemID()
            guard let server = hosted[call.server] else { return [] }
            let item = item(call, nil)
            let previous = log.last
            log.insert(item)
            aside.append(call)
            let id = call.id
            return [
                send { .conversationItemAdded(.init(item: item, previousItemID: previous, eventID: $0)) },
                send { .responseMcpCallInProgress(.init(itemID: id, outputIndex: 0, eventID: $0)) },
                .callTool(server.tool, call.tool, arguments: call.arguments, id),
            ]
        }
    }

    /// A call that was approved came to its end.
    private mutating func ended(_ call: HostedCall, _ result: HostedResult) -> [Action] {
        let item = item(call, result)
        log.replace(call.id, with: item)
        let previous = log.before(call.id)
        let ended: Action
        switch result {
        case .output(let text):
            decided.append(.say(text))
            ended = send { .responseMcpCallCompleted(.init(itemID: call.id, outputIndex: 0, eventID: $0)) }
        case .failed(let why):
            decided.append(.say("That did not work: \(why)"))
            ended = send { .responseMcpCallFailed(.init(itemID: call.id, outputIndex: 0, eventID: $0)) }
        }
        return [
            send { .conversationItemDone(.init(item: item, previousItemID: previous, eventID: $0)) }, ended,
        ]
    }

    /// The tool that the client insists on.
    func forced(_ choice: ToolChoice.MCPChoice, _ news: [DrillMaster.News]) -> DrillMaster.Step? {
        guard let server = hosted[choice.serverLabel],
            let tool = server.tools.first(where: { choice.name == nil || $0.name == choice.name })
        else { return nil }
        return use(tool, of: choice.serverLabel, news)
    }

    /// The tool whose name the pupil said, `_` and `-` being spaces.
    func named(in news: [DrillMaster.News]) -> DrillMaster.Step? {
        guard case .pupil(let words)? = news.last else { return nil }
        for (label, server) in hosted.sorted(by: { $0.key < $1.key }) {
            for tool in server.tools {
                let name = tool.name.lowercased().split { $0 == "_" || $0 == "-" || $0 == "." }.joined(separator: " ")
                if words.text.contains(name) { return use(tool, of: label, news) }
            }
        }
        return nil
    }

    private func use(_ tool: MCPListedTool, of label: String, _ news: [DrillMaster.News]) -> DrillMaster.Step {
        let function = FunctionTool(name: tool.name, parameters: tool.inputSchema)
        return .use(
            HostedCall(id: "", server: label, tool: tool.name, arguments: arguments(for: function, news)))
    }

    /// Runs a hosted call, or asks first.
    mutating func proceed(_ wanted: HostedCall, _ old: Answer) -> [Action] {
        var answer = old
        var call = wanted
        call.id = newItemID()
        let server = hosted[call.server]
        guard let server, let tool = server.tools.first(where: { $0.name == call.tool }) else {
            answer.steps.insert(.say("I cannot do that any more."), at: 0)
            return proceed(answer)
        }
        if call.approval == nil, server.needsApproval(of: tool) {
            call.approval = call.id
            let item = Item.mcpApprovalRequest(
                MCPApprovalRequest(id: call.id, serverLabel: call.server, name: call.tool, arguments: call.arguments))
            unapproved.append(call)
            let actions = begin(item, answer)
            return actions + end(item, &answer) + proceed(answer)
        }
        let index = answer.output.count
        let response = answer.id
        responding = .using(answer, call)
        return begin(item(call, nil), answer) + [
            send {
                .responseMcpCallArgumentsDelta(
                    .init(responseID: response, itemID: call.id, outputIndex: index, delta: call.arguments, eventID: $0)
                )
            },
            send {
                .responseMcpCallArgumentsDone(
                    .init(
                        responseID: response, itemID: call.id, outputIndex: index, arguments: call.arguments,
                        eventID: $0))
            },
            send { .responseMcpCallInProgress(.init(itemID: call.id, outputIndex: index, eventID: $0)) },
            .callTool(server.tool, call.tool, arguments: call.arguments, call.id),
        ]
    }

    mutating func toolCalled(_ id: ItemID, _ result: HostedResult) -> [Action] {
        if let index = aside.firstIndex(where: { $0.id == id }) { return ended(aside.remove(at: index), result) }
        guard case .using(var answer, let call) = responding, call.id == id else { return [] }
        let index = answer.output.count
        let actions: [Action]
        switch result {
        case .output(let text):
            answer.steps.insert(.say(text), at: 0)
            actions = [send { .responseMcpCallCompleted(.init(itemID: id, outputIndex: index, eventID: $0)) }]
        case .failed(let why):
            answer.steps.insert(.say("That did not work: \(why)"), at: 0)
            actions = [send { .responseMcpCallFailed(.init(itemID: id, outputIndex: index, eventID: $0)) }]
        }
        return actions + end(item(call, result), &answer) + proceed(answer)
    }

    func item(_ call: HostedCall, _ result: HostedResult?) -> Item {
        var item = MCPCall(
            id: call.id, serverLabel: call.server, name: call.tool, arguments: call.arguments,
            approvalRequestID: call.approval)
        switch result {
        case nil: break
        case .output(let text): item.output = text
        case .failed(let why): item.error = MCPError(type: .toolExecutionError, message: why)
        }
        return .mcpCall(item)
    }
}
