extension CodingUserInfoKey {
    /// Set to `true` in an encoder's `userInfo` to write how long audio is instead of the audio.
    ///
    /// A diary must not store the voices of children unless a teacher turned that on. What is read back from such a
    /// line is silence of the same length.
    public static let elidesAudio = CodingUserInfoKey(rawValue: "elidesAudio")!
}

extension AudioFrame: Codable {
    private enum CodingKeys: String, CodingKey { case samples, pcm }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if encoder.userInfo[.elidesAudio] as? Bool == true {
            try container.encode(samples.count, forKey: .samples)
        } else {
            try container.encode(PCM16.base64(of: samples), forKey: .pcm)
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let text = try container.decodeIfPresent(String.self, forKey: .pcm) {
            guard let samples = PCM16.samples(base64: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .pcm, in: container, debugDescription: "not base64 of whole 16-bit samples")
            }
            self.init(samples)
        } else {
            let count = try container.decode(Int.self, forKey: .samples)
            guard (0...(60 * 60 * AudioFrame.sampleRate)).contains(count) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .samples, in: container, debugDescription: "\(count) samples: expected 0 to an hour's worth"
                )
            }
            self = .silence(samples: count)
        }
    }
}
