/// Why bytes are not a WAV file that the tutor can use.
public enum WAVError: Error, Sendable, Hashable, CustomStringConvertible {
    case notWAV
    case truncated(chunk: String)
    case unsupported(encoding: Int, bits: Int)
    case invalid(channels: Int, rate: Int)

    public var description: String {
        switch self {
        case .notWAV: "not a WAV file: it does not start with RIFF…WAVE"
        case .truncated(let chunk): "the WAV file ends inside its '\(chunk)' chunk, or lacks it"
        case .unsupported(let encoding, let bits):
            "WAV encoding \(encoding) with \(bits) bits is not supported: save it as 16-bit PCM"
        case .invalid(let channels, let rate):
            "a WAV file with \(channels) channels at \(rate) Hz is not supported: use 1 to 8 channels at 8 to 192 kHz"
        }
    }
}
