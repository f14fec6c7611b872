// A hosted MCP server, which the provider calls itself; each call is shown here and approved by a person.
//
//   swift run remote-mcp https://mcp.example.org/mcp "What is new?"

import RealtimeClient

await program {
    guard CommandLine.arguments.count == 3 else { return print("usage: remote-mcp SERVER-URL QUESTION") }
    let server = MCPTool(
        serverLabel: "demo", serverURL: CommandLine.arguments[1], requireApproval: .rule(.always))

    try await Client(try .fromEnvironment()).startConversation(RealtimeSession(outputModalities: [.text])) {
        conversation in
        let tools = try await conversation.connectMCP(server) { request in
            print("\(request.serverLabel) wants to run \(request.name)(\(request.arguments)). Enter y to allow it.")
            return readLine() == "y"
        }
        print("The model can now use \(tools.map(\.name).joined(separator: ", ")).")
        print(try await conversation.ask(CommandLine.arguments[2]))
    }
}
