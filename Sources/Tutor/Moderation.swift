/// What a moderator made of a sentence.
public enum Moderation: Sendable, Hashable, Codable {
    case clean
    /// The categories that it falls into.
    case flagged([String])
    /// It could not be asked; the text says why.
    case failed(String)
}
