/// What is done to the microphone's sound before anybody hears it, by speexdsp. All of it is off unless a board asks
/// for it: a good microphone is best left alone, and `tutord doctor` says when it is not.
public struct CaptureProcessing: Sendable, Hashable, Codable {
    /// Raises a quiet voice and lowers a loud one.
    public var gainControl: Bool
    /// Takes steady noise away: fans, hum.
    public var noiseReduction: Bool
    /// Takes the loudspeaker's sound out of what the microphone hears while it plays.
    public var echoCancellation: Bool

    public init(gainControl: Bool = false, noiseReduction: Bool = false, echoCancellation: Bool = false) {
        self.gainControl = gainControl
        self.noiseReduction = noiseReduction
        self.echoCancellation = echoCancellation
    }

    private enum CodingKeys: String, CodingKey { case gainControl, noiseReduction, echoCancellation }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            gainControl: try container.decodeIfPresent(Bool.self, forKey: .gainControl) ?? false,
            noiseReduction: try container.decodeIfPresent(Bool.self, forKey: .noiseReduction) ?? false,
            echoCancellation: try container.decodeIfPresent(Bool.self, forKey: .echoCancellation) ?? false)
    }
}
