import CSpeexDSP

/// A streaming sample-rate converter for one mono channel (speexdsp's windowed sinc).
///
/// It keeps the tail of what it was given, so frames of any length can follow each other without a click.
/// Not `Sendable`: it belongs to the thread that feeds it.
public final class Resampler {
    private let state: OpaquePointer
    private let from: Int
    private let to: Int
    /// What is given at an end, to press out the samples still inside.
    private let silence: UnsafeMutableBufferPointer<Int16>

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
        silence = .allocate(capacity: Int(speex_resampler_get_input_latency(state)))
        silence.initialize(repeating: 0)
        speex_resampler_skip_zeros(state)
    }

    deinit {
        speex_resampler_destroy(state)
        silence.deallocate()
    }

    /// Converts the next samples of the stream.
    public func process(_ samples: [Int16]) -> [Int16] {
        samples.withUnsafeBufferPointer { converted($0) }
    }

    /// The samples still inside, at the end of a stream.
    public func flush() -> [Int16] { converted(UnsafeBufferPointer(silence)) }

    /// Forgets what came before, for a new stream.
    public func reset() {
        speex_resampler_reset_mem(state)
        speex_resampler_skip_zeros(state)
    }

    private func converted(_ samples: UnsafeBufferPointer<Int16>) -> [Int16] {
        guard !samples.isEmpty else { return [] }
        return [Int16](unsafeUninitializedCapacity: room(for: samples.count)) { output, count in
            count = process(samples, into: output)
        }
    }
}

/// For threads that must not allocate.
extension Resampler {
    /// The most samples that come of `count` samples.
    public func room(for count: Int) -> Int { count * to / from + 64 }

    /// The most samples that ``flush(into:)`` gives.
    public var roomForFlush: Int { room(for: silence.count) }

    /// Converts the next samples of the stream.
    /// - Parameter output: takes as many samples as ``room(for:)`` says; what does not fit is lost.
    /// - Returns: how many were written.
    public func process(
        _ samples: UnsafeBufferPointer<Int16>, into output: UnsafeMutableBufferPointer<Int16>
    ) -> Int {
        guard let input = samples.baseAddress, let target = output.baseAddress else { return 0 }
        var consumed = 0
        var count = 0
        while consumed < samples.count, count < output.count {
            var taken = UInt32(samples.count - consumed)
            var made = UInt32(output.count - count)
            speex_resampler_process_int(state, 0, input + consumed, &taken, target + count, &made)
            consumed += Int(taken)
            count += Int(made)
            if taken == 0, made == 0 { break }
        }
        return count
    }

    /// The samples still inside, at the end of a stream.
    /// - Returns: how many were written.
    public func flush(into output: UnsafeMutableBufferPointer<Int16>) -> Int {
        process(UnsafeBufferPointer(silence), into: output)
    }
}
