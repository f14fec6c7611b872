/// A language by its BCP 47 tag ("en-GB"). Tags are compared without regard to case, so it is kept in lower case.
public struct LanguageTag: Sendable, Hashable, Codable, CustomStringConvertible {
    public static let english = LanguageTag(subtags: ["en"])

    public let subtags: [String]

    /// - Parameter text: `en`, `en-GB`; `en_GB` is taken, too. Nil where it is no tag: it may become part of a path.
    public init?(_ text: String) {
        let parts = text.lowercased().split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 6 else { return nil }
        for part in parts {
            let isPlain = part.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            guard isPlain, (1...8).contains(part.count) else { return nil }
        }
        guard first.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") }) else { return nil }
        self.init(subtags: parts.map(String.init))
    }

    private init(subtags: [String]) { self.subtags = subtags }

    public var description: String { subtags.joined(separator: "-") }

    /// The tag, then with ever less of it: `zh-hant-tw`, `zh-hant`, `zh`.
    public var chain: [LanguageTag] {
        (1...subtags.count).reversed().map { LanguageTag(subtags: Array(subtags.prefix($0))) }
    }
}
