import CSpeexDSP

/// Cleans a voice that a microphone heard (speexdsp's preprocessor): gain control, noise reduction, and what an
/// ``EchoCanceller`` left over.
///
/// Not `Sendable`: it belongs to the thread that feeds it.
public final class SpeechPreprocessor {
    /// Samples of a frame: 20 ms at 24 kHz.
    public static let frameLength = 480
    /// How loud gain control makes a voice. speexdsp weighs loudness by its own curve: this comes out at about -21 dBFS
    /// (RMS) for speech at 24 kHz, with room for its peaks.
    static let target: Int32 = 20_000
    /// The most that it raises a voice (dB); more would lift the room's noise.
    static let greatestGain: Int32 = 30
    /// How far steady noise is lowered (dB).
    static let noiseSuppression: Int32 = -18

    private let state: OpaquePointer
    private let echo: EchoCanceller?

    /// - Parameters:
    ///   - gainControl: raise a quiet voice and lower a loud one.
    ///   - noiseReduction: lower what is steady: fans, hum. A steady tone counts as noise.
    ///   - echo: the canceller that the samples come from.
    public init(gainControl: Bool, noiseReduction: Bool, echo: EchoCanceller? = nil) {
        guard
            let state = speex_preprocess_state_init(
                Int32(SpeechPreprocessor.frameLength), Int32(AudioFrame.sampleRate))
        else { preconditionFailure("speexdsp has no memory for its preprocessor") }
        self.state = state
        self.echo = echo
        set(SPEEX_PREPROCESS_SET_AGC, gainControl ? 1 : 0)
        set(SPEEX_PREPROCESS_SET_AGC_TARGET, SpeechPreprocessor.target)
        set(SPEEX_PREPROCESS_SET_AGC_MAX_GAIN, SpeechPreprocessor.greatestGain)
        set(SPEEX_PREPROCESS_SET_DENOISE, noiseReduction ? 1 : 0)
        set(SPEEX_PREPROCESS_SET_NOISE_SUPPRESS, SpeechPreprocessor.noiseSuppression)
        if let echo {
            speex_preprocess_ctl(state, SPEEX_PREPROCESS_SET_ECHO_STATE, UnsafeMutableRawPointer(echo.state))
        }
    }

    deinit { speex_preprocess_state_destroy(state) }

    /// The samples, cleaned. About a frame of delay.
    /// - Parameter samples: 480 of them, the next of the stream.
    public func process(_ samples: [Int16]) -> [Int16] {
        precondition(
            samples.count == SpeechPreprocessor.frameLength, "frames of 480 samples, not \(samples.count)")
        var cleaned = samples
        speex_preprocess_run(state, &cleaned)
        return cleaned
    }

    private func set(_ request: Int32, _ value: Int32) {
        var value = value
        speex_preprocess_ctl(state, request, &value)
    }
}
