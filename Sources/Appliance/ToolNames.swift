import Lessons
import Tools

/// The tools that the files of a folder of lessons declare, as lessons name them.
struct ToolNames {
    /// By their names; of a file that is wrong, its name alone is known.
    private let declarations: [String: ToolDeclaration?]
    let faults: [Fault]

    var all: [String] { declarations.keys.sorted() }

    init(_ folder: ToolFolder) {
        var declarations: [String: ToolDeclaration?] = [:]
        for entry in folder.entries {
            let file = entry.path.split(separator: "/").last?.dropLast(".yaml".count) ?? ""
            declarations[String(file)] = .some(try? entry.result.get())
        }
        self.declarations = declarations
        faults = folder.faults.flatMap(\.faults)
    }

    func contains(_ name: String) -> Bool { declarations[name] != nil }

    /// Whether a tool is an MCP server; nil where it is not known.
    func isServer(_ name: String) -> Bool? {
        guard let declaration = declarations[name] ?? nil else { return nil }
        switch declaration.kind {
        case .mcp: return true
        case .builtin, .command, .http: return false
        }
    }
}
