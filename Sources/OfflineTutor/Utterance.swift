/// Names one run of speech that a voice was asked for, so that late audio of a hushed one can be told apart.
public struct Utterance: RawRepresentable, Sendable, Hashable, Codable {
    public var rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
}
