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
    /// How the tutor talks, in a sentence or two; nil leaves it to the method that holds for all lessons.
    public let style: String?
    /// Names of declared tools that the tutor may call beside the lesson's own.
    public let tools: [String]
    public let servers: [MCPUse]
    /// The most that one sitting may cost, in the currency of the settings; nil sets no limit of its own.
    public let budget: Double?
    /// What the tutor must not say, beside what the school forbids.
    public let guards: [GuardTopic]
    public let images: [LessonImage]

    public init(
        id: LessonID, title: String, language: String, ages: ClosedRange<Int>, voice: String? = nil,
        speed: Double? = nil, reasoningEffort: String? = nil, objectives: [Objective], exercises: [Exercise],
        instructions: String, greeting: String? = nil, closing: String? = nil, license: String? = nil,
        sources: [String] = [], style: String? = nil, tools: [String] = [], servers: [MCPUse] = [],
        budget: Double? = nil, guards: [GuardTopic] = [], images: [LessonImage] = []
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
        self.style = style
        self.tools = tools
        self.servers = servers
        self.budget = budget
        self.guards = guards
        self.images = images
    }

    /// The exercise of that name, nil where the lesson has none.
    public func exercise(_ id: ExerciseID) -> Exercise? { exercises.first { $0.id == id } }

    /// The objective of that name, nil where the lesson has none.
    public func objective(_ id: ObjectiveID) -> Objective? { objectives.first { $0.id == id } }
}

extension Lesson {
    /// A diary of before there were tools has none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(LessonID.self, forKey: .id), title: try values.decode(String.self, forKey: .title),
            language: try values.decode(String.self, forKey: .language),
            ages: try values.decode(ClosedRange<Int>.self, forKey: .ages),
            voice: try values.decodeIfPresent(String.self, forKey: .voice),
            speed: try values.decodeIfPresent(Double.self, forKey: .speed),
            reasoningEffort: try values.decodeIfPresent(String.self, forKey: .reasoningEffort),
            objectives: try values.decode([Objective].self, forKey: .objectives),
            exercises: try values.decode([Exercise].self, forKey: .exercises),
            instructions: try values.decode(String.self, forKey: .instructions),
            greeting: try values.decodeIfPresent(String.self, forKey: .greeting),
            closing: try values.decodeIfPresent(String.self, forKey: .closing),
            license: try values.decodeIfPresent(String.self, forKey: .license),
            sources: try values.decode([String].self, forKey: .sources),
            style: try values.decodeIfPresent(String.self, forKey: .style),
            tools: try values.decodeIfPresent([String].self, forKey: .tools) ?? [],
            servers: try values.decodeIfPresent([MCPUse].self, forKey: .servers) ?? [],
            budget: try values.decodeIfPresent(Double.self, forKey: .budget),
            guards: try values.decodeIfPresent([GuardTopic].self, forKey: .guards) ?? [],
            images: try values.decodeIfPresent([LessonImage].self, forKey: .images) ?? [])
    }
}
