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
    public var logLevel = "info"
    /// The account of the pupil.
    public var pupil = "guest"
    /// A file with the provider's key; the environment's is used when absent.
    public var keyFile: String?

    public enum Board: String, Sendable, Hashable, Codable, CaseIterable {
        case linux, keyboard, simulated
    }

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case provider, endpoint, model, voice, speed, lessons, lesson, exercises, board, microphone, speaker, data
        case diary, pupil
        case reasoningEffort = "reasoning_effort"
        case boardFile = "board_file"
        case keepAudio = "keep_audio"
        case logLevel = "log_level"
        case keyFile = "key_file"
    }

    public init() {}
}
