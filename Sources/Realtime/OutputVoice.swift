/// The voice of the model (Realtime API, `voice`).
public enum OutputVoice: Sendable, Hashable {
    /// One of the provider's, such as `marin`.
    case named(String)
    case custom(Custom)

    /// A voice that was made from samples.
    public struct Custom: ShapedObject {
        /// `voice_…`
        public var id: String
        public var extra: JSONObject = [:]

        public init(id: String) { self.id = id }

        static let shape = Shape<Self>(Self.init(id:), .required("id", \.id))
    }
}

extension OutputVoice: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .named(value) }
}

extension OutputVoice: Codable {
    public init(from decoder: any Decoder) throws {
        switch decoder.wireString {
        case let name?: self = .named(name)
        case nil: self = .custom(try Custom(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .named(let name): try name.encode(to: encoder)
        case .custom(let voice): try voice.encode(to: encoder)
        }
    }
}
