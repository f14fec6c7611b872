import Realtime
import Testing
import Tools

@Suite struct ToolBoxTests {
    private struct Echo: Tools.Tool {
        var declaration = ToolDeclaration(name: "echo", description: "Says it again.", kind: .builtin(.dice))

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            ToolOutput(.object(call.arguments))
        }
    }

    @Test func `a tool that is not there is told to the model`() async {
        let result = await ToolBox([Echo()]).run("nothing", arguments: "{}")
        #expect(JSONValue(text: result)?["error"]?.stringValue == "there is no tool named nothing")
    }

    @Test func `arguments that are no object are told to the model`() async {
        let result = await ToolBox([Echo()]).run("echo", arguments: "[1]")
        #expect(JSONValue(text: result)?["error"] != nil)
    }
}
