import CSpeexDSP

/// Takes the loudspeaker's sound out of what a microphone heard (speexdsp's MDF adaptive filter).
///
/// It learns the way from loudspeaker to microphone while sound is played, within a second or two, and follows it when
/// it changes. What was played must not come later than its echo. Not `Sendable`: it belongs to the thread that feeds it.
public final class EchoCanceller {
    /// Samples of a frame: 20 ms at 24 kHz.
    public static let frameLength = 480

    let state: OpaquePointer

    /// - Parameter tailMilliseconds: the longest time from a sample's being played to the end of its echo.
    public init(tailMilliseconds: Int = 200) {
        let tail = max(EchoCanceller.frameLength, tailMilliseconds * AudioFrame.sampleRate / 1000)
        guard let state = speex_echo_state_init(Int32(EchoCanceller.frameLength), Int32(tail)) else {
            preconditionFailure("speexdsp has no memory for an echo tail of \(tailMilliseconds) ms")
        }
        self.state = state
        var rate = Int32(AudioFrame.sampleRate)
        speex_echo_ctl(state, SPEEX_ECHO_SET_SAMPLING_RATE, &rate)
    }

    deinit { speex_echo_state_destroy(state) }

    /// The captured samples without the echo of the played ones.
    /// - Parameters:
    ///   - captured: 480 samples of the microphone, the next of the stream.
    ///   - played: the 480 samples that were played at the same time, or a fixed time before.
    public func cancel(captured: [Int16], played: [Int16]) -> [Int16] {
        precondition(
            captured.count == EchoCanceller.frameLength && played.count == EchoCanceller.frameLength,
            "frames of 480 samples, not \(captured.count) and \(played.count)")
        return [Int16](unsafeUninitializedCapacity: EchoCanceller.frameLength) { output, count in
            speex_echo_cancellation(state, captured, played, output.baseAddress)
            count = EchoCanceller.frameLength
        }
    }

    /// Forgets the way that it has learned.
    public func reset() { speex_echo_state_reset(state) }
}
