/// The sound devices of a board, by the names that alsa-lib gives them (`arecord -L`, `aplay -L`).
public struct SoundDevices: Sendable, Hashable, Codable {
    /// Such as `default`, or `plughw:CARD=Device` for the first device of the card with that id.
    public var microphone: String
    public var speaker: String

    public init(microphone: String = "default", speaker: String = "default") {
        self.microphone = microphone
        self.speaker = speaker
    }

    private enum CodingKeys: String, CodingKey { case microphone, speaker }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            microphone: try container.decodeIfPresent(String.self, forKey: .microphone) ?? "default",
            speaker: try container.decodeIfPresent(String.self, forKey: .speaker) ?? "default")
    }
}
