import Lessons
public import Statements

/// What a sitting is planned by: what the pupil knows, which day it is, and a number that decides what nothing else does.
public struct Knowledge: Sendable, Hashable {
    public var skills: [SkillKey: SkillState]
    /// The school's day (days since 1970 by the local date); nil while the clock is not set: nothing is due then.
    public var day: Int?
    /// From the pupil and the sitting: the same seed plans the same.
    public var seed: UInt64

    /// - Parameter skills: of all lessons, if you like; what the pupil said is left out, as none of it is planned by.
    public init(skills: [SkillKey: SkillState] = [:], day: Int? = nil, seed: UInt64) {
        self.skills = skills.mapValues(\.scrubbed)
        self.day = day
        self.seed = seed
    }

    /// The seed of a pupil's sitting: FNV-1a of the two names, 64 bits wide.
    public static func seed(of pupil: PupilID, in sitting: SessionID) -> UInt64 {
        (pupil.rawValue + "/" + sitting.rawValue).utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
    }
}

extension Knowledge: Codable {
    private enum Key: String, CodingKey { case skills, day, seed }

    private struct Entry: Codable {
        var lesson: LessonID
        var objective: ObjectiveID
        var state: SkillState
    }

    // In one order, so that a diary's head is the same text for the same knowledge.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        let entries = skills.sorted { $0.key < $1.key }.map {
            Entry(lesson: $0.key.lesson, objective: $0.key.objective, state: $0.value)
        }
        try values.encode(entries, forKey: .skills)
        try values.encodeIfPresent(day, forKey: .day)
        // JSON's numbers do not hold 64 bits everywhere.
        try values.encode(String(seed), forKey: .seed)
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let entries = try values.decode([Entry].self, forKey: .skills)
        skills = Dictionary(
            entries.map { (SkillKey(lesson: $0.lesson, objective: $0.objective), $0.state) },
            uniquingKeysWith: { first, _ in first })
        day = try values.decodeIfPresent(Int.self, forKey: .day)
        seed = UInt64(try values.decode(String.self, forKey: .seed)) ?? 0
    }
}
