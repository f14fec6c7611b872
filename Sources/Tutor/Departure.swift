/// Why a session ends before its lesson does: somebody else takes the box. What was said in it is forgotten with it.
public enum Departure: Sendable, Hashable {
    /// To whoever is next, where the box knows of no pupils.
    case nextPupil
    case nextLesson
    /// To a pupil, by the account; to a guest without one.
    case pupil(String?, by: Way)
    /// Nobody has been there for a while: the box is a guest's, and waits.
    case idle

    /// How it was told who comes.
    public enum Way: String, Sendable, Hashable, Codable, CaseIterable {
        case button, badge, number
    }
}

extension Departure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nextPupil: "next-pupil"
        case .nextLesson: "next-lesson"
        case .idle: "idle"
        case .pupil(let account, let way): "to \(account ?? "a guest") by \(way.rawValue)"
        }
    }
}

// A word where it is one: `"next-lesson"`, and `{"pupil":"p-7f3a","by":"badge"}`.
extension Departure: Codable {
    private enum CodingKeys: String, CodingKey { case pupil, by }

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard let known = [Departure.nextPupil, .nextLesson, .idle].first(where: { $0.description == word }) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "'\(word)' is no departure"))
            }
            self = known
            return
        }
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self = .pupil(
            try values.decodeIfPresent(String.self, forKey: .pupil), by: try values.decode(Way.self, forKey: .by))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .nextPupil, .nextLesson, .idle:
            var value = encoder.singleValueContainer()
            try value.encode(description)
        case .pupil(let account, let way):
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encodeIfPresent(account, forKey: .pupil)
            try values.encode(way, forKey: .by)
        }
    }
}
