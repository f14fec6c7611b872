public import Gradebook
public import Realtime
public import RealtimeSocket
public import Tutor

/// The settings of a box: from `/etc/tutor/tutor.yaml` or `--config`, then the environment, then the command line.
public struct Configuration: Sendable, Hashable, Codable {
    /// `offline`, `openai`, `azure`, or a `ws(s)://` URL that speaks the Realtime protocol.
    public var provider = "offline"
    /// For `azure`: the resource's URL.
    public var endpoint: String?
    public var model = "gpt-realtime-2.1-mini"
    public var voice: String?
    public var speed: Double?
    public var reasoningEffort: String?
    /// The folder of lessons.
    public var lessons = "lessons"
    /// The id of the lesson to teach; the first of the folder when absent.
    public var lesson: String?
    /// The pack of `packs.yaml` whose lessons the button goes round; all lessons when absent.
    public var pack: String?
    /// The language that lessons are held in where they have it (BCP 47); the lesson's own when absent.
    public var lessonLanguage: String?
    /// A public key: lessons and tools that it did not sign are refused.
    public var lessonsKey: String?
    /// How many exercises to ask; all when absent.
    public var exercises: Int?
    public var board = Board.linux
    /// The description of a `linux` board.
    public var boardFile: String?
    /// ALSA names of the sound devices.
    public var microphone: String?
    public var speaker: String?
    /// The folder of the gradebook.
    public var data = "/var/lib/tutor"
    /// Where to write a diary of each session; none when absent.
    public var diary: String?
    /// Whether the diary keeps the voices.
    public var keepAudio = false
    /// The folder of a school's own words for the box's own voice.
    public var prompts = PromptFolder.standardSchoolPath
    public var logLevel = LogLevel.info
    /// The account of the pupil.
    public var pupil = "guest"
    /// A file with the provider's key; the environment's is used when absent.
    public var keyFile: String?

    /// Accounts that the pupil button goes round; empty where one box is one pupil's.
    public var pupils: [String] = []
    /// The class whose pupils use the box, by its title or its id in the roster; all of them when absent.
    public var schoolClass: String?
    /// After so many seconds in which nobody was there the box is a guest's, where several pupils use it; 0 for never.
    public var idleEndSeconds = 90
    /// A reader of badges: `auto`, or its path in /dev/input; none when absent.
    public var badgeReader: String?
    /// How loud the box is before anybody has set it, 0 to 100.
    public var volume = 70
    /// The loudest that the box gets, in percent of what it could; the board file's own when absent.
    public var volumeCeiling: Int?
    /// After so many milliseconds of thinking a sound tells that the tutor thinks; 0 for no sound.
    public var thinkingSoundMilliseconds = 2_000
    /// Whether a sound tells that the microphone is being recorded.
    public var listeningSound = false

    /// Presses that say yes in the teacher's place, while something waits for the teacher; the teacher's button when
    /// empty.
    public var approvalCode: [Control] = []
    /// Whether the model is shown a lesson's pictures.
    public var images = Images.auto

    // MARK: How it talks

    public var turns = TurnTaking.hold
    /// With `server_vad`: milliseconds after which a silent pupil is spoken to (5,000 to 30,000).
    public var idleTimeoutMilliseconds: Int?
    /// With `semantic_vad`: low, medium, high or auto.
    public var eagerness: String?
    /// Whether the tutor speaks or only writes.
    public var output = SessionSettings.Output.voice
    /// How sound travels.
    public var line = LineCoding.pcm
    /// near_field (a headset) or far_field (a table).
    public var noiseReduction: String?
    /// The model that writes down what the pupil says; `off` for none.
    public var transcription: String?
    /// The share of a full conversation that is kept when the provider cuts it.
    public var retentionRatio: Double?
    public var parallelToolCalls: Bool?
    /// A prompt stored with the provider: `id` or `id@version`.
    public var prompt: String?
    /// Under what name the provider keeps a trace; none when absent.
    public var tracing: String?
    /// The age in minutes at which a connection is renewed between turns.
    public var renewAfterMinutes: Int?
    /// Whether the tutor knows what the pupil did in earlier lessons.
    public var remembers = true

    // MARK: What it must not do

    /// Per million tokens, in the currency.
    public var prices: Prices?
    public var currency = "USD"
    /// What a pupil, and the whole box, may cost in a day.
    public var budgetPupilDay: Double?
    public var budgetBoxDay: Double?
    /// The share of a budget at which it is said that it runs low.
    public var budgetLow = 0.8
    /// A list of words that the tutor must not say: `topic: phrase, phrase` on each line.
    public var blockedWords: String?
    /// `openai`, or the address of an endpoint in its form; none when absent.
    public var moderation: String?
    /// Where measurements can be read: `unix:/path` or `127.0.0.1:port`; nowhere when absent.
    public var metrics: String?

    /// An http:// address that answers 204 with nothing in it: the doctor finds a log-in page with it. `off` asks none.
    public var portalCheck = "http://connectivitycheck.gstatic.com/generate_204"

    // MARK: What is kept, and where it goes

    /// The address of a learning record store, or a folder; nowhere when absent.
    public var sync: String?
    /// The account there, and where its secret is (`file:`, `credential:` or `env:`).
    public var syncUser: String?
    public var syncSecret: String?
    /// With OAuth: where tokens are had, as which client, and for what.
    public var syncTokenURL: String?
    public var syncClientID: String?
    public var syncScope: String?
    /// The version of xAPI that a record store is asked for.
    public var xapiVersion = "1.0.3"
    /// What all identifiers in statements begin with: an IRI of the school's.
    public var xapiHome = "https://tutor-kiosk.example/xapi"
    /// What the box is called in its statements; a random name when absent.
    public var deviceName: String?
    public var clock = ClockTrust.Setting.auto
    /// The last day of the school year (month and day).
    public var schoolYearEnds = RetentionRule.DayOfYear(month: 7, day: 31)
    /// So many days after its end a school year's answers are deleted; 0 keeps them for ever.
    public var keepDays = 60

    public enum Board: String, Sendable, Hashable, Codable, CaseIterable {
        case linux, keyboard, simulated
    }

    public enum Images: String, Sendable, Hashable, Codable, CaseIterable {
        /// Where the provider's models can see.
        case auto
        case on, off
    }

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case provider, endpoint, model, voice, speed, lessons, lesson, exercises, board, microphone, speaker, data
        case diary, pupil, pupils, volume, pack, images
        case lessonLanguage = "lesson_language"
        case lessonsKey = "lessons_key"
        case approvalCode = "approval_code"
        case volumeCeiling = "volume_ceiling"
        case thinkingSoundMilliseconds = "thinking_sound_ms"
        case listeningSound = "listening_sound"
        case reasoningEffort = "reasoning_effort"
        case boardFile = "board_file"
        case keepAudio = "keep_audio"
        case logLevel = "log_level"
        case keyFile = "key_file"
        case turns, eagerness, output, line, transcription, prompt, tracing, remembers, prices, currency, moderation
        case metrics, prompts, sync, clock
        case syncUser = "sync_user"
        case syncSecret = "sync_secret"
        case syncTokenURL = "sync_token_url"
        case syncClientID = "sync_client_id"
        case syncScope = "sync_scope"
        case xapiVersion = "xapi_version"
        case xapiHome = "xapi_home"
        case deviceName = "device_name"
        case schoolClass = "class"
        case idleEndSeconds = "idle_end_seconds"
        case badgeReader = "badge_reader"
        case schoolYearEnds = "school_year_ends"
        case keepDays = "keep_days"
        case portalCheck = "portal_check"
        case idleTimeoutMilliseconds = "idle_timeout_ms"
        case noiseReduction = "noise_reduction"
        case retentionRatio = "retention_ratio"
        case parallelToolCalls = "parallel_tool_calls"
        case renewAfterMinutes = "renew_after_minutes"
        case budgetPupilDay = "budget_pupil_day"
        case budgetBoxDay = "budget_box_day"
        case budgetLow = "budget_low"
        case blockedWords = "blocked_words"
    }

    public init() {}
}
