public import Statements

/// What a roster changes, or has changed.
public struct RosterChange: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case added, changed, unchanged
    }

    public struct Row: Sendable, Hashable, Codable {
        public let kind: Kind
        /// Nil where the account is not made yet.
        public let account: PupilID?
        public let name: String
        public let className: String?
        public let number: Int?
        /// What the name was, where it is another now.
        public let oldName: String?
        /// Title of the class before, where it is another now.
        public let oldClass: String?
    }

    public let rows: [Row]
    /// Titles of classes that are new.
    public let newClasses: [String]
    /// Who is no longer in the roster. They stay in the gradebook until somebody erases them.
    public let missing: [RosterEntry]
    /// Names of those who were erased from this box: they were left out.
    public let erased: [String]

    public func count(_ kind: Kind) -> Int { rows.count { $0.kind == kind } }
}
