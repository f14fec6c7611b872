/// How long a response may be (Realtime API, `max_output_tokens`).
public enum MaxOutputTokens: Sendable, Hashable {
    /// 1 to 4,096 tokens.
    case count(Int)
    /// `inf`: as long as the model can.
    case unlimited
    /// A word that is not known.
    case other(String)
}

extension MaxOutputTokens: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .count(value) }
}

extension MaxOutputTokens: Codable {
    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case "inf": self = .unlimited
        case let word?: self = .other(word)
        case nil: self = .count(try Int(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .count(let tokens): try tokens.encode(to: encoder)
        case .unlimited: try "inf".encode(to: encoder)
        case .other(let word): try word.encode(to: encoder)
        }
    }
}
