/// A 16-bit PCM WAV file in memory (RIFF; Microsoft "Multimedia Programming Interface" 1.0).
public struct WAVFile: Sendable, Hashable {
    /// Samples a second (Hz).
    public var sampleRate: Int
    /// One array of samples a channel, all of the same length.
    public var channels: [[Int16]]

    public init(sampleRate: Int, channels: [[Int16]]) {
        self.sampleRate = sampleRate
        self.channels = channels
    }

    /// Reads a file's bytes. Chunks other than `fmt ` and `data` are passed over; a `data` chunk that promises more
    /// than there is (a recording that was cut off) is read as far as it goes.
    /// - Throws: ``WAVError``.
    public init(bytes: [UInt8]) throws(WAVError) {
        func text(_ at: Int) -> String { String(decoding: bytes[at..<(at + 4)], as: UTF8.self) }
        func number(_ at: Int, _ size: Int) -> Int {
            (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        guard bytes.count >= 12, text(0) == "RIFF", text(8) == "WAVE" else { throw .notWAV }
        var format: (channels: Int, rate: Int)?
        var at = 12
        while at + 8 <= bytes.count {
            let size = number(at + 4, 4)
            let body = at + 8
            switch text(at) {
            case "fmt ":
                guard size >= 16, body + 16 <= bytes.count else { throw .truncated(chunk: "fmt ") }
                let bits = number(body + 14, 2)
                // 65534 is WAVE_FORMAT_EXTENSIBLE, which recorders write for plain PCM too.
                guard [1, 65534].contains(number(body, 2)), bits == 16 else {
                    throw .unsupported(encoding: number(body, 2), bits: bits)
                }
                format = (number(body + 2, 2), number(body + 4, 4))
            case "data":
                guard let format else { throw .truncated(chunk: "fmt ") }
                guard (1...8).contains(format.channels), (8_000...192_000).contains(format.rate) else {
                    throw .invalid(channels: format.channels, rate: format.rate)
                }
                let samples = PCM16.samples(of: bytes[body..<min(body + size, bytes.count)])
                let count = samples.count / format.channels
                self.init(
                    sampleRate: format.rate,
                    channels: (0..<format.channels).map { channel in
                        (0..<count).map { samples[$0 * format.channels + channel] }
                    })
                return
            default: break
            }
            at = body + size + size % 2
        }
        throw .truncated(chunk: format == nil ? "fmt " : "data")
    }

    /// The file's bytes; shorter channels are filled with silence.
    public var bytes: [UInt8] {
        let count = channels.map(\.count).max() ?? 0
        var samples: [Int16] = []
        samples.reserveCapacity(count * channels.count)
        for index in 0..<count {
            for channel in channels { samples.append(index < channel.count ? channel[index] : 0) }
        }
        func little(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = samples.count * 2
        let header =
            Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2)
            + little(channels.count, 2) + little(sampleRate, 4) + little(sampleRate * channels.count * 2, 4)
            + little(channels.count * 2, 2) + little(16, 2) + Array("data".utf8) + little(size, 4)
        return header + PCM16.bytes(of: samples)
    }

    /// The file's channels mixed to one and brought to 24 kHz.
    public func frame() -> AudioFrame {
        let count = channels.first?.count ?? 0
        let mono = (0..<count).map { index in
            Int16(clamping: channels.reduce(0) { $0 + Int($1[index]) } / max(1, channels.count))
        }
        guard sampleRate != AudioFrame.sampleRate else { return AudioFrame(mono) }
        let resampler = Resampler(from: sampleRate, to: AudioFrame.sampleRate)
        return AudioFrame(resampler.process(mono) + resampler.flush())
    }
}
