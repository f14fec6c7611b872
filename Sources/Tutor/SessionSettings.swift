/// The numbers and choices that a session is held by. All of them stand in the head of a diary, so that it can be replayed.
public struct SessionSettings: Sendable, Hashable, Codable {
    /// A press shorter than this is a slip of the finger, and is not answered.
    public var shortestTurn = Duration.milliseconds(200)
    /// A turn begins this long before the press, so that the first word is whole.
    public var preRoll = Duration.milliseconds(250)
    /// A turn ends this long after the release, so that the last word is whole.
    public var tail = Duration.milliseconds(150)
    /// A press longer than this is ended as if released.
    public var longestTurn = Duration.seconds(60)
    /// A turn whose loudest frame stays below this (RMS, dBFS) has nothing said in it, and is not answered.
    public var silence = -50.0
    /// How long the tutor may be silent in its own turn before it is given up.
    public var patience = Duration.seconds(30)
    /// Whether the tutor speaks first.
    public var greets = true
    /// How many exercises to ask; `nil` asks all of the lesson.
    public var exercises: Int?
    /// A voice that the provider knows; `nil` takes the lesson's, then the provider's own.
    public var voice: String?
    /// 0.25 to 1.5; `nil` takes the lesson's.
    public var speed: Double?
    /// `minimal` to `xhigh`, for models that reason; `nil` takes the lesson's.
    public var reasoningEffort: String?
    /// The model that writes down what the pupil says; `nil` leaves it out.
    public var transcription: String? = "gpt-transcribe"

    public init() {}
}
