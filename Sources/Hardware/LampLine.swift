/// One lamp of a board: its GPIO line and the states in which it is lit.
public struct LampLine: Sendable, Hashable, Codable {
    public var line: LineReference
    /// Lit means the line is low.
    public var activeLow: Bool
    /// The states that light it; `[listening]` makes it the recording lamp.
    public var lit: Set<Lamp>

    public init(line: LineReference, activeLow: Bool = false, lit: Set<Lamp>) {
        self.line = line
        self.activeLow = activeLow
        self.lit = lit
    }

    private enum CodingKeys: String, CodingKey { case line, activeLow, lit }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            line: try container.decode(LineReference.self, forKey: .line),
            activeLow: try container.decodeIfPresent(Bool.self, forKey: .activeLow) ?? false,
            lit: try container.decode(Set<Lamp>.self, forKey: .lit))
    }
}
