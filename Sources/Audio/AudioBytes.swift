import FoundationEssentials

/// Audio as it travels on the wire, in whatever format the session agreed on (16-bit PCM at 24 kHz, or G.711).
///
/// Coded as base64 text, as the Realtime API does; as its length where `CodingUserInfoKey.elidesAudio` is set.
public struct AudioBytes: Sendable, Hashable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A frame as 16-bit little-endian PCM.
    public init(_ frame: AudioFrame) { self.init(PCM16.bytes(of: frame.samples)) }

    /// The bytes read as 16-bit little-endian PCM at 24 kHz.
    public var frame: AudioFrame { AudioFrame(PCM16.samples(of: bytes)) }
}

extension AudioBytes: Codable {
    private enum CodingKeys: String, CodingKey { case bytes }

    public init(from decoder: any Decoder) throws {
        // The elided form comes from diaries alone: a server must not be able to ask for 32 MiB with ten bytes.
        let mayBeElided = decoder.userInfo[.elidesAudio] as? Bool == true
        let container = try decoder.singleValueContainer()
        if !mayBeElided || (try? container.decode(String.self)) != nil {
            let text = try container.decode(String.self)
            guard let data = Data(base64Encoded: text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "audio is not base64")
            }
            self.init([UInt8](data))
        } else {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let count = try container.decode(Int.self, forKey: .bytes)
            guard (0...(32 << 20)).contains(count) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .bytes, in: container, debugDescription: "\(count) bytes: expected 0 to 32 MiB")
            }
            self.init([UInt8](repeating: 0, count: count))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if encoder.userInfo[.elidesAudio] as? Bool == true {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(bytes.count, forKey: .bytes)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(Data(bytes).base64EncodedString())
        }
    }
}
