/// Which checks are made.
public struct Selection: Sendable, Hashable {
    public var checks: Set<Check>

    public init(_ checks: Set<Check> = Set(Check.allCases)) { self.checks = checks }

    /// A name that no check has.
    public struct Unknown: Error, Sendable, Hashable, CustomStringConvertible {
        public var name: String
        public var description: String {
            "'\(name)' is no check; there are \(Check.allCases.map(\.rawValue).joined(separator: ", "))"
        }
    }

    /// - Parameters:
    ///   - only: names between commas; all when nil.
    ///   - skip: names between commas to leave out.
    public init(only: String?, skip: String?) throws(Unknown) {
        checks = try only.map { text throws(Unknown) in try Selection.names(text) } ?? Set(Check.allCases)
        if let skip { checks.subtract(try Selection.names(skip)) }
    }

    private static func names(_ text: String) throws(Unknown) -> Set<Check> {
        var checks: Set<Check> = []
        for part in text.split(separator: ",") {
            let name = part.filter { !$0.isWhitespace }
            guard let check = Check(rawValue: name) else { throw Unknown(name: name) }
            checks.insert(check)
        }
        return checks
    }
}
