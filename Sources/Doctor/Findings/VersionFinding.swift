/// What this is, and what it runs on.
public struct VersionFinding: Finding, Hashable {
    /// Of this program.
    public var program: String
    /// Of the Realtime protocol.
    public var realtime: String
    public var system: String
    public var kernel: String
    /// The maker's name of the board; nil on an ordinary computer.
    public var board: String?
    /// Name and version, of those that are there.
    public var libraries: [String]

    public func judged() -> Judgement {
        var text = "tutord \(program), \(realtime), on \(system), Linux \(kernel)"
        if let board { text += ", \(board)" }
        if !libraries.isEmpty { text += "; " + libraries.joined(separator: ", ") }
        return .fine(text + ".")
    }
}
