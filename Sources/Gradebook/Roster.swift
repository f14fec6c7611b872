public import Lessons
public import Statements

/// Who is in which class, as a file says it.
public struct Roster: Sendable, Hashable {
    /// Where the file comes from.
    public enum Source: Sendable, Hashable {
        /// A list that people write: classes are known by their titles, pupils by their names.
        case list
        /// A school's OneRoster: classes and pupils have ids.
        case oneRoster
    }

    /// Where in a file something stands.
    public struct Place: Sendable, Hashable {
        public var path: String
        /// From 1.
        public var line: Int
        /// In characters from 1.
        public var column: Int

        public init(path: String, line: Int, column: Int) {
            self.path = path
            self.line = line
            self.column = column
        }

        public func fault(_ wrong: String, expected: String) -> Fault {
            Fault(path: path, line: line, column: column, wrong: wrong, expected: expected)
        }
    }

    public struct Pupil: Sendable, Hashable {
        /// What the box calls the pupil.
        public var name: String
        /// The id of one of ``Roster/classes``, or of a class that the gradebook knows.
        public var classID: String?
        /// The number in the class, from 1; nil takes the next that is free.
        public var number: Int?
        /// The same on every box; nil makes a random one.
        public var account: PupilID?
        /// The badge's number, or a digest of it that another box wrote; nil leaves the badge as it is.
        public var badge: String?
        /// What a school's roster calls the pupil (OneRoster `sourcedId`).
        public var sourcedID: String?
        public var place: Place

        public init(
            name: String, classID: String? = nil, number: Int? = nil, account: PupilID? = nil, badge: String? = nil,
            sourcedID: String? = nil, place: Place
        ) {
            self.name = name
            self.classID = classID
            self.number = number
            self.account = account
            self.badge = badge
            self.sourcedID = sourcedID
            self.place = place
        }
    }

    public var source: Source
    public var classes: [ClassRow]
    public var pupils: [Pupil]
    /// Whether pupils that it does not name have left; a list of changes names those who have (``gone``).
    public var isWhole: Bool
    /// `sourcedId`s of pupils who have left.
    public var gone: Set<String>
    /// Ids of the classes that it is about; nil is all that came from such a roster.
    public var scope: Set<String>?

    public init(
        source: Source, classes: [ClassRow], pupils: [Pupil], isWhole: Bool = true, gone: Set<String> = [],
        scope: Set<String>? = nil
    ) {
        self.source = source
        self.classes = classes
        self.pupils = pupils
        self.isWhole = isWhole
        self.gone = gone
        self.scope = scope
    }
}
