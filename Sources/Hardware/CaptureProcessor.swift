import Audio

/// What is done to captured frames before anybody hears them: the echo taken out, noise and level seen to, or silence
/// while the loudspeaker is audible. On the thread that delivers; it may allocate.
final class CaptureProcessor {
    /// How much earlier than its time the played sound is given to the canceller: its echo never comes before it, though
    /// the times are not exact. The speaker's thread is 60 ms ahead, so that the samples are known.
    static let lead = 480
    /// How far the microphone's clock may walk away from its count of samples before the canceller is told (2 ms).
    static let slip = 48

    private let played: PlayedSound?
    private let canceller: EchoCanceller?
    private let preprocessor: SpeechPreprocessor?
    private let duplex: SoundDevices.Duplex
    private let echoTail: Int
    private var timeline = EchoTimeline()
    private var part = [Int16](repeating: 0, count: 32_768)
    /// Where on the clock the next frame is, by count.
    private var next: Int?

    /// Nil where there is nothing to do.
    init?(_ sound: SoundDevices, played: PlayedSound?) {
        let processing = sound.processing
        guard
            sound.duplex == .half || processing.gainControl || processing.noiseReduction
                || processing.echoCancellation
        else { return nil }
        self.played = played
        duplex = sound.duplex
        echoTail = sound.echoTailMilliseconds * AudioFrame.sampleRate / 1000
        let canceller = processing.echoCancellation ? EchoCanceller() : nil
        self.canceller = canceller
        preprocessor =
            processing.gainControl || processing.noiseReduction || canceller != nil
            ? SpeechPreprocessor(
                gainControl: processing.gainControl, noiseReduction: processing.noiseReduction, echo: canceller) : nil
    }

    /// - Parameters:
    ///   - frame: 480 samples.
    ///   - time: when the first was captured.
    func process(_ frame: AudioFrame, at time: Duration) -> AudioFrame {
        follow()
        let measured = AudioFrame.samples(in: time)
        switch duplex {
        case .full: break
        case .half:
            if timeline.isAudible(from: measured - echoTail, to: measured + frame.samples.count) {
                return .silence(samples: frame.samples.count)
            }
        }
        var samples = frame.samples
        if let canceller {
            var index = next ?? measured
            if abs(index - measured) > CaptureProcessor.slip { index = measured }
            next = index + samples.count
            let reference = timeline.samples(from: index + CaptureProcessor.lead, count: samples.count)
            samples = canceller.cancel(captured: samples, played: reference)
        }
        return AudioFrame(preprocessor?.process(samples) ?? samples)
    }

    /// Takes what the speaker's thread has told since the last frame.
    private func follow() {
        guard let played else { return }
        while let mark = played.marks.pop() {
            switch mark {
            case .samples(let position, let count):
                let got = part.withUnsafeMutableBufferPointer {
                    played.samples.take(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
                }
                timeline.add(part[..<got], from: position)
            case .began(let position, let at): timeline.began(position, at: at)
            case .audible(let position, let at): timeline.audible(position, at: at)
            case .cut(let position): timeline.cut(position)
            }
        }
    }
}
