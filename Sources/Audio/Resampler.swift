import CSpeexDSP

/// A streaming sample-rate converter for one mono channel (speexdsp's windowed sinc).
///
/// It keeps the tail of what it was given, so frames of any length can follow each other without a click.
/// Not `Sendable`: it belongs to the thread that feeds it.
public final class Resampler {
    private let state: OpaquePointer
    private let from: Int
    private let to: Int

    /// - Parameters:
    ///   - from: the rate of what is given (Hz), 1 or more.
    ///   - to: the rate of what is wanted (Hz), 1 or more.
    ///   - quality: 0 (fast) to 10 (best); 4 is the custom on boards of this size.
    public init(from: Int, to: Int, quality: Int = 4) {
        var error: Int32 = 0
        guard
            let state = speex_resampler_init(
                1, UInt32(from), UInt32(to), Int32(min(max(quality, 0), 10)), &error)
        else { preconditionFailure("speexdsp refused \(from) to \(to) Hz: error \(error)") }
        self.state = state
        self.from = from
        self.to = to
        speex_resampler_skip_zeros(state)
    }

    deinit { speex_resampler_destroy(state) }

    /// Converts the next samples of the stream.
    public func process(_ samples: [Int16]) -> [Int16] {
        guard !samples.isEmpty else { return [] }
        let room = samples.count * to / from + 64
        return [Int16](unsafeUninitializedCapacity: room) { output, count in
            samples.withUnsafeBufferPointer { input in
                var consumed = 0
                while consumed < input.count, count < room {
                    var taken = UInt32(input.count - consumed)
                    var made = UInt32(room - count)
                    speex_resampler_process_int(
                        state, 0, input.baseAddress! + consumed, &taken, output.baseAddress! + count, &made)
                    consumed += Int(taken)
                    count += Int(made)
                    if taken == 0, made == 0 { break }
                }
            }
        }
    }

    /// The samples still inside, at the end of a stream.
    public func flush() -> [Int16] {
        process([Int16](repeating: 0, count: Int(speex_resampler_get_input_latency(state))))
    }

    /// Forgets what came before, for a new stream.
    public func reset() {
        speex_resampler_reset_mem(state)
        speex_resampler_skip_zeros(state)
    }
}
