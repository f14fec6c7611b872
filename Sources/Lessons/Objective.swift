/// One thing that a pupil is to be able to do after the lesson. Mastery is told per objective.
public struct Objective: Sendable, Hashable, Codable, Identifiable {
    public let id: ObjectiveID
    /// In a teacher's words: "Multiply by six and seven".
    public let title: String
    /// Objectives that come first; declared by the lesson, without a circle.
    public let after: [ObjectiveID]

    public init(id: ObjectiveID, title: String, after: [ObjectiveID] = []) {
        self.id = id
        self.title = title
        self.after = after
    }

    private enum CodingKeys: String, CodingKey { case id, title, after }

    /// A diary of before there were prerequisites has none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(ObjectiveID.self, forKey: .id)
        title = try values.decode(String.self, forKey: .title)
        after = try values.decodeIfPresent([ObjectiveID].self, forKey: .after) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(title, forKey: .title)
        if !after.isEmpty { try values.encode(after, forKey: .after) }
    }
}
