/// Whether the provider keeps a trace of the session (Realtime API, `tracing`). Cannot be changed once it is on.
public enum Tracing: Sendable, Hashable {
    case auto
    case configured(Configuration)
    /// A word that is not known.
    case other(String)
}

extension Tracing: Codable {
    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case "auto": self = .auto
        case let word?: self = .other(word)
        case nil: self = .configured(try Configuration(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .auto: try "auto".encode(to: encoder)
        case .configured(let configuration): try configuration.encode(to: encoder)
        case .other(let word): try word.encode(to: encoder)
        }
    }
}
