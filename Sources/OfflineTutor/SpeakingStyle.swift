/// How a voice should say something.
public struct SpeakingStyle: Sendable, Hashable, Codable {
    /// A BCP 47 tag ("en-GB").
    public var language: String
    /// The voice that the session asks for; a provider's name that no local voice has falls back to the language's.
    public var name: String?
    /// 1 is normal.
    public var speed: Double

    public init(language: String, name: String? = nil, speed: Double = 1) {
        self.language = language
        self.name = name
        self.speed = speed
    }
}
