/// One thing that a pupil is to be able to do after the lesson. Mastery is told per objective.
public struct Objective: Sendable, Hashable, Codable, Identifiable {
    public let id: ObjectiveID
    /// In a teacher's words: "Multiply by six and seven".
    public let title: String

    public init(id: ObjectiveID, title: String) {
        self.id = id
        self.title = title
    }
}
