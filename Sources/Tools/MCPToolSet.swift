/// The tools of one MCP server, as tools of the box.
public struct MCPToolSet: Sendable {
    /// Of the server; its name, approval, timeout and size are those of all of its tools.
    public let declaration: ToolDeclaration
    public let client: MCPClient
    /// Names of the tools that may be called; nil allows all. The server's own hints decide nothing.
    public var allowed: Set<String>?

    public init(_ declaration: ToolDeclaration, client: MCPClient, allowed: Set<String>? = nil) {
        self.declaration = declaration
        self.client = client
        self.allowed = allowed
    }

    /// A server whose tools are not to be had, and why.
    public struct Missing: Sendable, CustomStringConvertible {
        public var server: String
        public var why: String

        public var description: String { "the tools of \(server) are not there: \(why)" }
    }

    /// The tools of several servers, under names that tell them apart: a name that two have, or that is taken already, is
    /// the server's and the tool's together. A server that cannot be reached takes nothing from the others.
    /// - Parameter taken: names of other tools.
    public static func tools(
        of sets: [MCPToolSet], beside taken: Set<String> = []
    ) async -> (tools: [any Tool], missing: [Missing]) {
        var listed: [(set: MCPToolSet, tool: MCPClient.Listed)] = []
        var missing: [Missing] = []
        for set in sets {
            do {
                listed += try await set.client.listTools().filter { set.allowed?.contains($0.name) ?? true }.map {
                    (set, $0)
                }
            } catch {
                missing.append(Missing(server: set.declaration.name, why: "\(error)"))
            }
        }
        let names = names(of: listed.map { ($0.set.declaration.name, $0.tool.name) }, beside: taken)
        let tools = zip(listed, names).map { $0.set.tool($0.tool, named: $1) }
        return (tools, missing)
    }

    private func tool(_ listed: MCPClient.Listed, named name: String) -> MCPServerTool {
        var declaration = declaration
        declaration.name = name
        declaration.description = MCPToolSet.cut(listed.description ?? listed.title ?? listed.name)
        declaration.parameters = SchemaCleaner.clean(listed.inputSchema)
        declaration.phrases = []
        declaration.result = nil
        declaration.summary = declaration.summary ?? (listed.title ?? listed.name) + " of \(self.declaration.name)"
        return MCPServerTool(declaration: declaration, name: listed.name, client: client)
    }

    /// Names that a function may have, each once.
    static func names(of tools: [(server: String, tool: String)], beside taken: Set<String>) -> [String] {
        let short = tools.map { fit($0.tool) }
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        var used = taken
        return zip(tools, short).map { tool, short in
            let name = counts[short] == 1 && !taken.contains(short) ? short : fit(tool.server + "_" + tool.tool)
            var unique = name
            var number = 2
            while !used.insert(unique).inserted {
                unique = "\(name.prefix(60))_\(number)"
                number += 1
            }
            return unique
        }
    }

    /// `[A-Za-z0-9_-]{1,64}`
    static func fit(_ name: String) -> String {
        let fitted = name.unicodeScalars.prefix(64).map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-": Character(scalar)
            case _: "_"
            }
        }
        return fitted.isEmpty ? "tool" : String(fitted)
    }

    private static let mostCharacters = 1_000

    /// A long description loses its middle: its end may say what pupils say.
    private static func cut(_ text: String) -> String {
        guard text.count > mostCharacters else { return text }
        let end =
            text.firstRange(of: "Pupils say:").map { String(text[$0.lowerBound...].prefix(mostCharacters / 2)) } ?? ""
        return text.prefix(mostCharacters - end.count - 2) + "… " + end
    }
}
