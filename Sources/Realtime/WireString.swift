/// A string of the API with a meaning: an identifier, or one of some known words to which others may be added.
///
/// Coded as a plain string. The known words of an open set are static members; any other string is as good a value.
public protocol WireString: RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
where RawValue == String, StringLiteralType == String {
    init(rawValue: String)
}

extension WireString {
    public init(_ text: String) { self.init(rawValue: text) }
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    public var description: String { rawValue }
}
