/// A class, by the ids of the roster that it came from.
public struct ClassRow: Sendable, Hashable, Codable {
    public var id: String
    public var title: String
    public var school: String?
    public var course: String?
    public var term: String?

    public init(id: String, title: String, school: String? = nil, course: String? = nil, term: String? = nil) {
        self.id = id
        self.title = title
        self.school = school
        self.course = course
        self.term = term
    }
}
