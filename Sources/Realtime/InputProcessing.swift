/// How the user's audio is transcribed beside the model's own hearing.
public struct InputTranscription: ShapedObject {
    public var model: String?
    /// ISO 639-1.
    public var language: String?
    /// The ones to expect.
    public var languages: [String]?
    public var prompt: String?
    /// Words to expect.
    public var keywords: [String]?
    public var delay: Delay?
    public var extra: JSONObject = [:]

    public init(
        model: String? = nil, language: String? = nil, languages: [String]? = nil, prompt: String? = nil,
        keywords: [String]? = nil, delay: Delay? = nil
    ) {
        self.model = model
        self.language = language
        self.languages = languages
        self.prompt = prompt
        self.keywords = keywords
        self.delay = delay
    }

    static let shape = Shape<Self>(
        Self.init(model:language:languages:prompt:keywords:delay:), .optional("model", \.model),
        .optional("language", \.language), .optional("languages", \.languages), .optional("prompt", \.prompt),
        .optional("keywords", \.keywords), .optional("delay", \.delay))
}

extension InputTranscription {
    /// How long a transcription may wait for more to hear.
    public struct Delay: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let minimal: Self = "minimal"
        public static let low: Self = "low"
        public static let medium: Self = "medium"
        public static let high: Self = "high"
        public static let xhigh: Self = "xhigh"
    }
}

/// Cleans the input audio before it is understood.
public struct NoiseReduction: ShapedObject {
    public var type: Kind?
    public var strength: Double?
    public var extra: JSONObject = [:]

    public init(type: Kind? = nil, strength: Double? = nil) {
        self.type = type
        self.strength = strength
    }

    static let shape = Shape<Self>(
        Self.init(type:strength:), .optional("type", \.type), .optional("strength", \.strength))
}

extension NoiseReduction {
    /// How far the microphone is from the mouth.
    public struct Kind: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let nearField: Self = "near_field"
        public static let farField: Self = "far_field"
    }
}
