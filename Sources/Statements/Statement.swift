public import Realtime

/// One thing that a pupil did, as it goes to a learning record store (xAPI 1.0.3).
///
/// It is written to bytes once, by ``json``, and those bytes are what is kept, sent, and sent again.
public struct Statement: Sendable, Hashable {
    /// What it was done to.
    public enum Object: Sendable, Hashable {
        case activity(Activity)
        /// The statement that is voided.
        case statement(StatementID)
    }

    /// A thing that can be learned, answered or taken part in.
    public struct Activity: Sendable, Hashable {
        /// An absolute IRI.
        public var id: String
        /// An absolute IRI; nil says nothing of it.
        public var type: String?
        public var name: String?
        /// For a question: `fill-in`, `choice`, `numeric`, …
        public var interactionType: String?
        public var correctResponses: [String]

        public init(
            id: String, type: String? = nil, name: String? = nil, interactionType: String? = nil,
            correctResponses: [String] = []
        ) {
            self.id = id
            self.type = type
            self.name = name
            self.interactionType = interactionType
            self.correctResponses = correctResponses
        }
    }

    /// What came of it.
    public struct Result: Sendable, Hashable {
        public var success: Bool?
        public var response: String?
        /// -1 to 1.
        public var scaled: Double?
        /// Written with hundredths of a second.
        public var durationMilliseconds: Int?
        public var extensions: JSONObject

        public init(
            success: Bool? = nil, response: String? = nil, scaled: Double? = nil, durationMilliseconds: Int? = nil,
            extensions: JSONObject = [:]
        ) {
            self.success = success
            self.response = response
            self.scaled = scaled
            self.durationMilliseconds = durationMilliseconds
            self.extensions = extensions
        }
    }

    /// Where it belongs.
    public struct Context: Sendable, Hashable {
        /// A UUID: one for each pupil and course.
        public var registration: String?
        /// The program and its version.
        public var platform: String?
        /// BCP 47.
        public var language: String?
        /// Activity IRIs.
        public var parent: [String]
        public var grouping: [String]
        public var category: [String]
        /// By absolute IRIs.
        public var extensions: JSONObject

        public init(
            registration: String? = nil, platform: String? = nil, language: String? = nil, parent: [String] = [],
            grouping: [String] = [], category: [String] = [], extensions: JSONObject = [:]
        ) {
            self.registration = registration
            self.platform = platform
            self.language = language
            self.parent = parent
            self.grouping = grouping
            self.category = category
            self.extensions = extensions
        }
    }

    public var id: StatementID
    /// When it happened; nil while the clock is not known to be set: then it is not sent.
    public var timestamp: WallTime?
    public var actor: Actor
    public var verb: Verb
    public var object: Object
    public var result: Result?
    public var context: Context

    public init(
        id: StatementID, timestamp: WallTime?, actor: Actor, verb: Verb, object: Object, result: Result? = nil,
        context: Context
    ) {
        self.id = id
        self.timestamp = timestamp
        self.actor = actor
        self.verb = verb
        self.object = object
        self.result = result
        self.context = context
    }
}
