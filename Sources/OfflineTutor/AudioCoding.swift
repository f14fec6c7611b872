import Audio
import Realtime

/// Turns wire audio of a session's format into frames and back. G.711 runs at 8 kHz, three samples of ours to one.
///
/// Resampling by whole numbers happens here with linear interpolation: it is speech over a thin line, and the recogniser
/// hears 8 kHz as 8 kHz.
struct AudioCoding: Sendable, Hashable {
    var kind: AudioFormat.Kind

    init(_ format: AudioFormat?) { kind = format?.type ?? .pcm }

    func frame(_ audio: AudioBytes) -> AudioFrame {
        switch kind {
        case .muLaw: AudioCoding.upsampled(G711.samples(muLaw: audio.bytes))
        case .aLaw: AudioCoding.upsampled(G711.samples(aLaw: audio.bytes))
        // `audio/pcm`, and what this version does not know: refused by the session before it comes here.
        case _: audio.frame
        }
    }

    func bytes(_ frame: AudioFrame) -> AudioBytes {
        switch kind {
        case .muLaw: AudioBytes(G711.muLaw(AudioCoding.downsampled(frame)))
        case .aLaw: AudioBytes(G711.aLaw(AudioCoding.downsampled(frame)))
        case _: AudioBytes(frame)
        }
    }

    private static func upsampled(_ samples: [Int16]) -> AudioFrame {
        var result: [Int16] = []
        result.reserveCapacity(samples.count * 3)
        for (index, sample) in samples.enumerated() {
            let next = Int(index + 1 < samples.count ? samples[index + 1] : sample)
            let step = next - Int(sample)
            result.append(sample)
            result.append(Int16(Int(sample) + step / 3))
            result.append(Int16(Int(sample) + step * 2 / 3))
        }
        return AudioFrame(result)
    }

    private static func downsampled(_ frame: AudioFrame) -> [Int16] {
        stride(from: 0, to: frame.samples.count - frame.samples.count % 3, by: 3).map { index in
            let sum = (0..<3).reduce(0) { $0 + Int(frame.samples[index + $1]) }
            return Int16(sum / 3)
        }
    }
}
