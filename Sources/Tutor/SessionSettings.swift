public import Mastery
public import Realtime

/// The numbers and choices that a session is held by. All of them stand in the head of a diary, so that it can be replayed.
public struct SessionSettings: Sendable, Hashable, Codable {
    /// A press shorter than this is a slip of the finger, and is not answered.
    public var shortestTurn = Duration.milliseconds(200)
    /// A turn begins this long before the press, so that the first word is whole.
    public var preRoll = Duration.milliseconds(250)
    /// A turn ends this long after the release, so that the last word is whole.
    public var tail = Duration.milliseconds(150)
    /// A button that is down for longer is stuck: its turn is dropped. A latched turn is ended after as long.
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

    /// A loss of the connection that is mended sooner is not noticed by the pupil; after it, it is told.
    public var outage = Duration.seconds(2)
    /// A server that has not taken the settings for so long is connected to anew.
    public var setUp = Duration.seconds(10)
    /// A connection is renewed at this age, between turns: the API ends a session after 60 minutes.
    public var connectionAge = Duration.seconds(55 * 60)
    /// How much of the conversation a new connection is told, in tokens; what is older is folded into a sentence.
    public var replayedTokens = 4_000

    // MARK: Modes

    public var turns = TurnTaking.hold
    /// A latched turn in which nothing has been said for so long is over.
    public var latchSilence = Duration.seconds(5)
    /// With ``TurnTaking/serverVAD``: a pupil who says nothing for so long is spoken to (5 to 30 s); `nil` waits for ever.
    public var idleTimeout: Duration?
    /// With ``TurnTaking/semanticVAD``: `low`, `medium`, `high` or `auto`.
    public var eagerness: String?
    /// Whether the tutor only writes.
    public var output = Output.voice
    /// `near_field` for a headset, `far_field` for a table; `nil` leaves it to the server.
    public var noiseReduction: String?
    /// The share of a full conversation that is kept when it is cut (0 to 1); `nil` leaves it to the server.
    public var retentionRatio: Double?
    /// Whether the model may call several tools at once; `nil` leaves it to the server.
    public var parallelToolCalls: Bool?
    /// A prompt that is stored with the provider, under the lesson's own words.
    public var prompt: StoredPrompt?
    /// Under what name the provider keeps a trace; `nil` keeps none.
    public var tracing: String?

    // MARK: The box

    /// A tutor that has been silent in its turn for so long is told to be thinking, by a sound, again and again; zero
    /// for no sound.
    public var thinkingSound = Duration.seconds(2)
    /// Whether a sound tells that the microphone is being recorded. It is heard by the microphone, too.
    public var listeningSound = false
    /// After so many turns in a row with nothing to hear the microphone is told to be deaf.
    public var deafAfter = 3
    /// A microphone that is away for so long is told aloud.
    public var loosePlug = Duration.seconds(3)
    /// What the buttons beside the talk button ask.
    public var controls: [Control.Row] = []
    /// How loud the loudspeaker is at the start, 0 to 100.
    public var volume = 100
    /// Whether the microphone is turned off at the start: a teacher's mute outlasts a hand-over and a restart.
    public var startsMuted = false

    // MARK: Tools

    /// Tools beside the lesson's own.
    public var tools: [ToolCard] = []
    /// MCP servers that the provider calls itself. No secret stands in them: a diary holds them.
    public var hosted: [MCPTool] = []
    /// Whether the model can see pictures.
    public var showsImages = false
    /// Presses of buttons that say yes in the teacher's place; empty where the teacher's button says it.
    public var approvalCode: [Control] = []

    /// Whether there is a way for a teacher to say yes.
    var canApprove: Bool { !approvalCode.isEmpty || controls.contains { $0.control == .teacher } }

    // MARK: Limits

    /// `nil` spends without counting.
    public var budget: Budget?
    public var guardRules = GuardRules()
    /// What the tutor knows of the pupil's earlier lessons, in words without a name.
    public var recollection: String?
    /// What the pupil knows, to choose the questions by; without it the lesson is asked in its own order.
    public var knowledge: Knowledge?

    // MARK: Who

    /// Whose session this is; `nil` for a guest.
    public var account: String?
    /// The pupils that the pupil button goes round, in order, with the guest as the last; empty where one box is one
    /// pupil's.
    public var pupils: [Seat] = []
    /// So long after somebody was last there the session ends; `nil` where one box is one pupil's.
    public var idleEnd: Duration?
    public var beginning = Beginning.atOnce

    /// How a session begins.
    public enum Beginning: String, Sendable, Hashable, Codable, CaseIterable {
        /// The tutor greets as soon as it can.
        case atOnce
        /// After the box has said hello to the pupil by name.
        case withHello
        /// In silence, until somebody presses the talk button.
        case atFirstPress
    }

    public enum Output: String, Sendable, Hashable, Codable, CaseIterable { case voice, text }

    /// A prompt by its identifier.
    public struct StoredPrompt: Sendable, Hashable, Codable {
        public var id: String
        public var version: String?

        public init(id: String, version: String? = nil) {
            self.id = id
            self.version = version
        }
    }

    public init() {}

    /// What an older diary does not know has its default, but for what would have acted in it.
    public init(from decoder: any Decoder) throws {
        self.init()
        thinkingSound = .zero
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func take<Value: Decodable>(_ key: CodingKeys, _ path: WritableKeyPath<SessionSettings, Value>) throws {
            if let value = try values.decodeIfPresent(Value.self, forKey: key) { self[keyPath: path] = value }
        }
        try take(.shortestTurn, \.shortestTurn)
        try take(.preRoll, \.preRoll)
        try take(.tail, \.tail)
        try take(.longestTurn, \.longestTurn)
        try take(.silence, \.silence)
        try take(.patience, \.patience)
        try take(.greets, \.greets)
        try take(.exercises, \.exercises)
        try take(.voice, \.voice)
        try take(.speed, \.speed)
        try take(.reasoningEffort, \.reasoningEffort)
        try take(.transcription, \.transcription)
        try take(.outage, \.outage)
        try take(.setUp, \.setUp)
        try take(.connectionAge, \.connectionAge)
        try take(.replayedTokens, \.replayedTokens)
        try take(.turns, \.turns)
        try take(.latchSilence, \.latchSilence)
        try take(.idleTimeout, \.idleTimeout)
        try take(.eagerness, \.eagerness)
        try take(.output, \.output)
        try take(.noiseReduction, \.noiseReduction)
        try take(.retentionRatio, \.retentionRatio)
        try take(.parallelToolCalls, \.parallelToolCalls)
        try take(.prompt, \.prompt)
        try take(.tracing, \.tracing)
        try take(.thinkingSound, \.thinkingSound)
        try take(.listeningSound, \.listeningSound)
        try take(.deafAfter, \.deafAfter)
        try take(.loosePlug, \.loosePlug)
        try take(.controls, \.controls)
        try take(.volume, \.volume)
        try take(.startsMuted, \.startsMuted)
        try take(.tools, \.tools)
        try take(.hosted, \.hosted)
        try take(.showsImages, \.showsImages)
        try take(.approvalCode, \.approvalCode)
        try take(.budget, \.budget)
        try take(.guardRules, \.guardRules)
        try take(.recollection, \.recollection)
        try take(.knowledge, \.knowledge)
        try take(.account, \.account)
        try take(.pupils, \.pupils)
        try take(.idleEnd, \.idleEnd)
        try take(.beginning, \.beginning)
    }
}
