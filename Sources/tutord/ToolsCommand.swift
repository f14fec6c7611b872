import Appliance
import ArgumentParser
import Foundation
import Realtime
import RealtimeSocket
import Tools

struct ToolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools", abstract: "Try the tools of MCP servers, as a lesson would.",
        discussion: """
            A server is an address (https://…, wss://…), a program (stdio:python3 lessons/tools/servers/market_server.py),
            or the name of a file in the folder `tools` of the lessons.

              tutord tools list --server 'stdio:python3 lessons/tools/servers/market_server.py'
              tutord tools call quote '{"item": "apples"}' --server market
              tutord tools watch market://prices --server market

            A key is never an argument: --key-env names the variable that holds it.
            Exits with 1 when a tool says that it failed, with 69 when the server is not there or does not do what it
            should, with 77 when it does not let us in.
            """,
        subcommands: [List.self, Call.self, Watch.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tools of a server.")

        @OptionGroup var server: ToolServer
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        struct Row: Encodable {
            var name: String
            var title: String?
            var description: String?
            var inputSchema: JSONValue
            var outputSchema: JSONValue?
        }

        func run() async throws {
            try await Failure.reported {
                try await server.use { client in
                    let tools = try await client.listTools()
                    if json {
                        print(
                            try JSONText.of(
                                tools.map {
                                    Row(
                                        name: $0.name, title: $0.title, description: $0.description,
                                        inputSchema: $0.inputSchema, outputSchema: $0.outputSchema)
                                }))
                    } else {
                        for tool in tools { print("\(tool.name): \(tool.description ?? tool.title ?? "")") }
                        print("\(tools.count) tools, MCP \(await client.version ?? "")")
                    }
                }
            }
        }
    }

    struct Call: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call a tool.",
            discussion: "What the tool wants to know is asked on standard error and read from standard input.")

        @Argument(help: "The tool's name.")
        var name: String
        @Argument(help: "Its arguments, a JSON object.")
        var arguments = "{}"
        @OptionGroup var server: ToolServer
        @Option(help: "Seconds that it may take, without the time for answers.")
        var timeout = 60.0
        @Flag(help: "Say on standard error how far it has come.")
        var progress = false
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        @Sendable
        private static func say(_ advance: MCPClient.Advance) {
            let total = advance.total.map { " of \($0.formatted())" } ?? ""
            Failure.say("\(advance.progress.formatted())\(total) \(advance.message ?? "")")
        }

        struct Outcome: Encodable {
            var text: String
            var structured: JSONValue?
            var isError: Bool
        }

        func run() async throws {
            try await Failure.reported {
                guard case .object(let given)? = JSONValue(text: arguments) else {
                    throw ValidationError("the arguments are no JSON object: '\(arguments)'")
                }
                guard (0.1...3_600).contains(timeout) else {
                    throw ValidationError("--timeout is \(timeout): expected 0.1 to 3600 seconds")
                }
                try await server.use { try await call(given, of: $0) }
            }
        }

        private func call(_ given: JSONObject, of client: MCPClient) async throws {
            var advanced: (@Sendable (MCPClient.Advance) -> Void)?
            if progress { advanced = Call.say }
            let output = try await client.call(
                name, arguments: given, timeout: .milliseconds(Int(timeout * 1_000)), asking: TerminalQuestioner(),
                progress: advanced)
            if json {
                print(
                    try JSONText.of(Outcome(text: output.text, structured: output.structured, isError: output.isError)))
            } else {
                print(output.text)
            }
            if output.isError { throw Failure.faultFound }
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a resource, and print it again whenever it changes.",
            discussion: "Until it is interrupted. Each time is one line with --json.")

        @Argument(help: "The resource's URI.")
        var uri: String
        @OptionGroup var server: ToolServer
        @Option(help: "End after so many times.")
        var count: Int?
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                try await server.use { client in
                    let (texts, text) = AsyncThrowingStream<String, any Error>.makeStream(
                        bufferingPolicy: .bufferingNewest(64))
                    let watching = Task {
                        do {
                            try await client.watch([uri]) { text.yield($1) }
                            text.finish()
                        } catch {
                            text.finish(throwing: error)
                        }
                    }
                    defer { watching.cancel() }
                    var left = count ?? .max
                    for try await content in texts {
                        let line =
                            json ? JSONValue.object(["uri": .string(uri), "text": .string(content)]).text : content
                        // Not `print`: whoever reads it through a pipe wants it now.
                        FileHandle.standardOutput.write(Data((line + "\n").utf8))
                        left -= 1
                        if left <= 0 { break }
                    }
                }
            }
        }
    }
}
