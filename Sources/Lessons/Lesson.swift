/// A lesson as a teacher writes it: what is to be learned, the questions, and how the tutor behaves.
///
/// ``LessonFile`` makes one from the text of a file.
public struct Lesson: Sendable, Hashable, Codable, Identifiable {
    public let id: LessonID
    public let title: String
    /// The language that the lesson is held in, as a BCP 47 tag ("en-GB").
    public let language: String
    /// Years of age that it is written for.
    public let ages: ClosedRange<Int>
    /// The voice to ask a provider for; nil takes the configured one.
    public let voice: String?
    /// Speaking rate, 1 is normal; nil takes the configured one.
    public let speed: Double?
    /// How long a reasoning model may think (`minimal`, `low`, `medium`, `high`); nil takes the configured one.
    public let reasoningEffort: String?
    public let objectives: [Objective]
    public let exercises: [Exercise]
    /// The tutor's instructions: the Markdown body of the file.
    public let instructions: String
    /// The first words of the tutor.
    public let greeting: String?
    /// The last words of the tutor.
    public let closing: String?
    /// The licence of the text ("CC-BY-4.0").
    public let license: String?
    /// Where the facts are from.
    public let sources: [String]

    public init(
        id: LessonID, title: String, language: String, ages: ClosedRange<Int>, voice: String? = nil,
        speed: Double? = nil, reasoningEffort: String? = nil, objectives: [Objective], exercises: [Exercise],
        instructions: String, greeting: String? = nil, closing: String? = nil, license: String? = nil,
        sources: [String] = []
    ) {
        self.id = id
        self.title = title
        self.language = language
        self.ages = ages
        self.voice = voice
        self.speed = speed
        self.reasoningEffort = reasoningEffort
        self.objectives = objectives
        self.exercises = exercises
        self.instructions = instructions
        self.greeting = greeting
        self.closing = closing
        self.license = license
        self.sources = sources
    }

    /// The exercise of that name, nil where the lesson has none.
    public func exercise(_ id: ExerciseID) -> Exercise? { exercises.first { $0.id == id } }

    /// The objective of that name, nil where the lesson has none.
    public func objective(_ id: ObjectiveID) -> Objective? { objectives.first { $0.id == id } }
}
