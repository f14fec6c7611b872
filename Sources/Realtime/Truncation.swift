/// What happens when the conversation outgrows the model (Realtime API, `truncation`).
public enum Truncation: Sendable, Hashable {
    /// The oldest items are dropped as needed.
    case auto
    /// The response fails.
    case disabled
    case retentionRatio(RetentionRatio)
    /// A word that is not known.
    case other(String)
    case unknown(UnknownObject)
}

extension Truncation: Codable {
    private static let objects = PayloadTable<Truncation>(.init(Truncation.retentionRatio))

    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case "auto": self = .auto
        case "disabled": self = .disabled
        case let word?: self = .other(word)
        case nil: self = try Self.objects.decode(from: decoder) ?? .unknown(UnknownObject(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .auto: try "auto".encode(to: encoder)
        case .disabled: try "disabled".encode(to: encoder)
        case .retentionRatio(let ratio): try ratio.encode(to: encoder)
        case .other(let word): try word.encode(to: encoder)
        case .unknown(let object): try object.encode(to: encoder)
        }
    }
}
