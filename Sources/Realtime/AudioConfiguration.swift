/// The two audio directions of a session or of a response.
public struct AudioConfiguration: ShapedObject {
    /// Sessions only.
    public var input: AudioInputConfiguration?
    public var output: AudioOutputConfiguration?
    public var extra: JSONObject = [:]

    public init(input: AudioInputConfiguration? = nil, output: AudioOutputConfiguration? = nil) {
        self.input = input
        self.output = output
    }

    static let shape = Shape<Self>(Self.init(input:output:), .optional("input", \.input), .optional("output", \.output))
}

/// What the server does with the audio it hears.
public struct AudioInputConfiguration: ShapedObject {
    public var format: AudioFormat?
    /// `.null` for push-to-talk.
    public var turnDetection: Nullable<TurnDetection>?
    public var transcription: Nullable<InputTranscription>?
    public var noiseReduction: Nullable<NoiseReduction>?
    public var extra: JSONObject = [:]

    public init(
        format: AudioFormat? = nil, turnDetection: Nullable<TurnDetection>? = nil,
        transcription: Nullable<InputTranscription>? = nil, noiseReduction: Nullable<NoiseReduction>? = nil
    ) {
        self.format = format
        self.turnDetection = turnDetection
        self.transcription = transcription
        self.noiseReduction = noiseReduction
    }

    static let shape = Shape<Self>(
        Self.init(format:turnDetection:transcription:noiseReduction:), .optional("format", \.format),
        .nullable("turn_detection", \.turnDetection), .nullable("transcription", \.transcription),
        .nullable("noise_reduction", \.noiseReduction))
}

/// How the model sounds.
public struct AudioOutputConfiguration: ShapedObject {
    public var format: AudioFormat?
    /// Fixed after the first audio of a session.
    public var voice: OutputVoice?
    /// 0.25 to 1.5; 1 is normal. Between turns only.
    public var speed: Double?
    public var extra: JSONObject = [:]

    public init(format: AudioFormat? = nil, voice: OutputVoice? = nil, speed: Double? = nil) {
        self.format = format
        self.voice = voice
        self.speed = speed
    }

    static let shape = Shape<Self>(
        Self.init(format:voice:speed:), .optional("format", \.format), .optional("voice", \.voice),
        .optional("speed", \.speed))
}
