/// How a voice speaks.
public struct VoiceStyle: Sendable, Hashable {
    /// The language of the text, BCP 47 ("en-GB").
    public var language: String
    /// A voice of the engine by its own name, perhaps with a variant ("en-gb+f3", "+f3"); nil for the language's own.
    public var name: String?
    /// 1 is normal, 0.5 half as fast.
    public var speed: Double
    /// 0 to 100; 50 is normal.
    public var pitch: Int

    public init(language: String, name: String? = nil, speed: Double = 1, pitch: Int = 50) {
        self.language = language
        self.name = name
        self.speed = speed
        self.pitch = pitch
    }
}
