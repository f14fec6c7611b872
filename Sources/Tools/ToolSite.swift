import Foundation

/// Where tools run, and with what: makes them of their declarations.
public struct ToolSite: Sendable {
    /// The folder of the declarations; programs start there. An absolute path.
    public var folder: String
    /// Where tools with `state: true` have a folder each. An absolute path.
    public var stateFolder: String
    /// Folders that no program may look into: the gradebook's, the credentials'.
    public var hidden: [String]
    public var secrets: SecretReader
    public var requester: any HTTPRequester
    /// Nil takes what this machine can.
    public var confinement: Confinement?
    public var clock: any Clock<Duration>
    /// Draws one number (dice).
    public var draw: @Sendable (ClosedRange<Int>) -> Int

    public init(
        folder: String, stateFolder: String, hidden: [String] = [], secrets: SecretReader = SecretReader(),
        requester: any HTTPRequester, confinement: Confinement? = nil, clock: any Clock<Duration> = ContinuousClock(),
        draw: @escaping @Sendable (ClosedRange<Int>) -> Int = { Int.random(in: $0) }
    ) {
        self.folder = folder
        self.stateFolder = stateFolder
        self.hidden = hidden
        self.secrets = secrets
        self.requester = requester
        self.confinement = confinement
        self.clock = clock
        self.draw = draw
    }

    /// The tool of a declaration; nil for an MCP server, which has many.
    public func tool(_ declaration: ToolDeclaration) -> (any Tool)? {
        switch declaration.kind {
        case .builtin(.calculator): Calculator(declaration: declaration)
        case .builtin(.timer): Stopwatch(declaration: declaration, clock: clock)
        case .builtin(.dice): Dice(declaration: declaration, draw: draw)
        case .builtin(.dictionary): WordList(declaration: declaration)
        case .command(let command): CommandTool(declaration: declaration, command: command, site: self)
        case .http(let request):
            HTTPTool(declaration: declaration, request: request, requester: requester, secrets: secrets)
        case .mcp: nil
        }
    }

    /// The folder of a tool's own, made where it is not there yet.
    /// - Throws: ``ToolFault``
    public func makeState(for name: String) throws(ToolFault) -> String {
        let path = "\(stateFolder)/\(name)"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notReady("the tool's folder \(path) cannot be made: is the data partition writable?")
        }
        return path
    }
}
