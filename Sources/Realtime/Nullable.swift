/// A value for a field in which `null` says something else than leaving the field out.
///
/// In `session.update` an absent `turn_detection` leaves it as it is, and `null` turns it off. Such fields are
/// `Nullable<T>?`: `nil` is absent, `.null` is `null`.
public enum Nullable<Wrapped> {
    case null
    case value(Wrapped)

    /// The value; `nil` for `null`.
    public var value: Wrapped? { if case .value(let value) = self { value } else { nil } }
}

extension Nullable: Sendable where Wrapped: Sendable {}
extension Nullable: Equatable where Wrapped: Equatable {}
extension Nullable: Hashable where Wrapped: Hashable {}

extension Nullable: Decodable where Wrapped: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .null : .value(try Wrapped(from: decoder))
    }
}

extension Nullable: Encodable where Wrapped: Encodable {
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .value(let value):
            try value.encode(to: encoder)
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        }
    }
}
