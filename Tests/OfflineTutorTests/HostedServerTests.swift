import Realtime
import Testing

@testable import OfflineTutor

/// Hosted MCP: what the API's own servers would do, and what a client sees of it.
struct HostedServerTests {
    private let dice = MCPListedTool(name: "roll_dice", inputSchema: ["type": "object"])
    private let shout = MCPListedTool(
        name: "shout", inputSchema: ["type": "object", "properties": ["text": ["type": "string"]]],
        annotations: ["readOnlyHint": true])

    /// A client whose session names a server with two tools.
    private func client(_ tool: MCPTool) -> (Client, [ServerEvent]) {
        var client = Client()
        client.tools = [dice, shout]
        let events = client.send(
            .sessionUpdate(.init(session: .realtime(RealtimeSession(outputModalities: [.text], tools: [.mcp(tool)])))))
        return (client, events)
    }

    private func ask(_ client: inout Client, _ words: String) -> [ServerEvent] {
        let message = Message(role: .user, content: [.inputText(words)])
        return client.send(.conversationItemCreate(.init(item: .message(message))))
            + client.send(.responseCreate(.init()))
    }

    @Test func `its tools are listed when a session names it`() {
        let (_, events) = client(MCPTool(serverLabel: "games", serverURL: "https://games.example"))
        #expect(
            events.types == [
                "session.updated", "conversation.item.added", "mcp_list_tools.in_progress", "mcp_list_tools.completed",
                "conversation.item.done",
            ])
        guard case .conversationItemDone(let done)? = events.last, case .mcpListTools(let list) = done.item else {
            Issue.record("no list")
            return
        }
        #expect(list.tools.map(\.name) == ["roll_dice", "shout"])
    }

    @Test func `only what is allowed is listed`() {
        for (rule, names) in [
            (MCPTool.AllowedTools.names(["shout"]), ["shout"]),
            (.filter(.init(readOnly: true)), ["shout"]), (.filter(.init(readOnly: false)), ["roll_dice"]),
            (.filter(.init(toolNames: [])), []),
        ] {
            let (_, events) = client(
                MCPTool(serverLabel: "games", serverURL: "https://games.example", allowedTools: rule))
            guard case .conversationItemDone(let done)? = events.last, case .mcpListTools(let list) = done.item else {
                Issue.record("no list")
                return
            }
            #expect(list.tools.map(\.name) == names)
        }
    }

    @Test func `a server that does not answer is told to have failed`() {
        var client = Client()
        client.tools = nil
        let events = client.send(
            .sessionUpdate(
                .init(
                    session: .realtime(
                        RealtimeSession(tools: [.mcp(MCPTool(serverLabel: "gone", serverURL: "https://gone.example"))]))
                )))
        #expect(events.types.last == "mcp_list_tools.failed")
    }

    @Test func `a call that needs no approval runs within its response`() {
        var (client, _) = client(
            MCPTool(serverLabel: "games", serverURL: "https://games.example", requireApproval: .rule(.never)))
        let events = ask(&client, "Please roll dice.")
        #expect(
            events.types.filter { $0.contains("mcp") } == [
                "response.mcp_call_arguments.delta", "response.mcp_call_arguments.done",
                "response.mcp_call.in_progress", "response.mcp_call.completed",
            ])
        #expect(events.types.last == "response.done")
        #expect(events.done?.output?.map(\.type) == ["mcp_call", "message"])
    }

    @Test func `approval is asked for, and given`() {
        var (client, _) = client(MCPTool(serverLabel: "games", serverURL: "https://games.example"))
        let asked = ask(&client, "Please roll dice.")
        guard case .mcpApprovalRequest(let request)? = asked.done?.output?.last else {
            Issue.record("nobody was asked")
            return
        }
        #expect(client.called.isEmpty)
        let response = MCPApprovalResponse(id: "yes", approvalRequestID: request.id, approve: true)
        let events = client.send(.conversationItemCreate(.init(item: .mcpApprovalResponse(response))))
        #expect(client.called == ["roll_dice"])
        #expect(
            events.types == [
                "conversation.item.added", "conversation.item.done", "conversation.item.added",
                "response.mcp_call.in_progress", "conversation.item.done", "response.mcp_call.completed",
            ])
        guard case .conversationItemDone(let done) = events[4], case .mcpCall(let call) = done.item else {
            Issue.record("no call")
            return
        }
        #expect(call.approvalRequestID == request.id)
        #expect(client.send(.responseCreate(.init())).done?.output?.first?.type == "message")
        #expect(call.output == "done: {}")
        // Twice is once too often.
        let again = client.send(
            .conversationItemCreate(
                .init(
                    item: .mcpApprovalResponse(
                        MCPApprovalResponse(id: "again", approvalRequestID: request.id, approve: true)))))
        #expect(again.types == ["error"])
    }

    @Test func `which tools need approval is a rule`() {
        for (filter, isAsked) in [
            (MCPTool.ApprovalFilter(always: .init(toolNames: ["shout"])), true),
            (.init(never: .init(toolNames: ["roll_dice"])), false), (.init(never: .init(readOnly: true)), true),
        ] {
            var (client, _) = client(
                MCPTool(serverLabel: "games", serverURL: "https://games.example", requireApproval: .filter(filter)))
            _ = ask(&client, "Please roll dice.")
            #expect(client.called.isEmpty == isAsked)
        }
    }

    @Test func `what the client insists on is called with the pupil's words`() {
        var (client, _) = client(
            MCPTool(serverLabel: "games", serverURL: "https://games.example", requireApproval: .rule(.never)))
        let message = Message(role: .user, content: [.inputText("Hello there")])
        _ = client.send(.conversationItemCreate(.init(item: .message(message))))
        let events = client.send(
            .responseCreate(
                .init(
                    response: ResponseCreateParameters(
                        toolChoice: .mcp(ToolChoice.MCPChoice(serverLabel: "games", name: "shout"))))))
        guard case .mcpCall(let call)? = events.done?.output?.first else {
            Issue.record("no call")
            return
        }
        #expect(call.arguments == #"{"text":"hello there"}"#)
    }

    @Test func `a response that waits for a server can be cancelled`() {
        var (client, _) = client(
            MCPTool(serverLabel: "games", serverURL: "https://games.example", requireApproval: .rule(.never)))
        client.toolsAnswer = false
        let begun = ask(&client, "Please roll dice.")
        #expect(begun.types.last == "response.mcp_call.in_progress")
        let ended = client.send(.responseCancel(.init()))
        #expect(ended.done?.status == .cancelled)
        #expect(client.send(.toolCalled("item_test_99", .output("late"))).isEmpty)
    }
}
