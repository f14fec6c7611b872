import Realtime

/// One tool of an MCP server, as a tool of the box.
struct MCPServerTool: Tool {
    let declaration: ToolDeclaration
    /// As the server knows it.
    let name: String
    let client: MCPClient

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        let output = try await client.call(
            name, arguments: call.arguments, timeout: declaration.timeout, asking: questioner)
        return ToolOutput(output.data, isError: output.isError, words: output.sentence)
    }
}
