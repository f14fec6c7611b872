/// Something that the tutor must not say in a lesson.
public struct GuardTopic: Sendable, Hashable, Codable {
    /// As the teacher reads it in a report: "violence".
    public let topic: String
    /// Words and phrases that stop an answer; never empty.
    public let phrases: [String]

    public init(topic: String, phrases: [String]) {
        self.topic = topic
        self.phrases = phrases
    }
}
