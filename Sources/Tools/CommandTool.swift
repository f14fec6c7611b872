import Foundation
import Realtime

/// A tool of kind `command`: a program that is run for each call (``ChildProcess``), with one line of JSON on its standard
/// input, and its result on its standard output.
struct CommandTool: Tool {
    let declaration: ToolDeclaration
    let command: CommandDeclaration
    let site: ToolSite

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        let secrets = try site.secrets.read(command.secrets)
        let state = command.state ? try site.makeState(for: command.stateName ?? declaration.name) : nil
        var plan = ChildPlan(command, folder: site.folder, state: state, secrets: secrets)
        plan.hidden = site.hidden
        plan.lineBytes = declaration.mostBytes
        let child = try await ChildProcess(plan, confinement: site.confinement)
        return try await withTaskCancellationHandler {
            let input: JSONValue = [
                "tool": .string(declaration.name), "arguments": .object(call.arguments), "key": .string(call.key),
            ]
            // A program that does not want its input may be gone before it is written.
            try? child.write(input.text)
            child.closeInput()
            let text = try await output(of: child)
            switch await child.ending() {
            case .exited(0): break
            case .lineTooLong: throw ToolFault.tooLarge(most: declaration.mostBytes)
            case let ending:
                let complaint = child.lastComplaint
                throw ToolFault.failed(complaint.isEmpty ? "\(ending)" : complaint)
            }
            return ToolOutput(JSONValue(text: text) ?? .string(text))
        } onCancel: {
            child.kill()
        }
    }

    private func output(of child: ChildProcess) async throws -> String {
        var text = ""
        while let line = await child.nextLine() {
            if !text.isEmpty { text += "\n" }
            text += line
            guard text.utf8.count <= declaration.mostBytes else {
                child.kill()
                throw ToolFault.tooLarge(most: declaration.mostBytes)
            }
        }
        return text
    }
}
