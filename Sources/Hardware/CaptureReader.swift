import Audio

/// Reads an open device into buffers of its own, and makes mono samples at 24 kHz of it. After it is made it allocates
/// nothing.
final class CaptureReader {
    /// What one read brought.
    struct Piece {
        /// At the device's rate.
        var deviceSamples: Int
        /// At 24 kHz. Valid until the next read.
        var samples: UnsafeBufferPointer<Int16>
    }

    let source: ALSADevice
    private let raw: UnsafeMutableRawPointer
    private let mono: UnsafeMutableBufferPointer<Int16>
    private let converted: UnsafeMutableBufferPointer<Int16>
    private let resampler: Resampler?

    init(_ source: ALSADevice) {
        self.source = source
        let format = source.format
        raw = .allocate(byteCount: format.buffer * format.stride, alignment: 16)
        mono = .allocate(capacity: format.buffer)
        if format.rate == AudioFrame.sampleRate {
            resampler = nil
            converted = .allocate(capacity: 0)
        } else {
            let resampler = Resampler(from: format.rate, to: AudioFrame.sampleRate)
            converted = .allocate(capacity: resampler.room(for: format.buffer))
            self.resampler = resampler
        }
    }

    deinit {
        raw.deallocate()
        mono.deallocate()
        converted.deallocate()
    }

    /// Reads at most `count` samples, and no more than the device's buffer holds.
    func read(_ count: Int) throws(HardwareError) -> ALSADevice.Outcome<Piece> {
        switch try source.read(into: raw, min(count, source.format.buffer)) {
        case .interrupted: return .interrupted
        case .done(let got):
            let part = UnsafeMutableBufferPointer(rebasing: mono[..<got])
            source.format.decode(raw, into: part)
            guard let resampler else { return .done(Piece(deviceSamples: got, samples: UnsafeBufferPointer(part))) }
            let made = resampler.process(UnsafeBufferPointer(part), into: converted)
            return .done(Piece(deviceSamples: got, samples: UnsafeBufferPointer(rebasing: converted[..<made])))
        }
    }

    /// Forgets what came before an interruption.
    func restart() { resampler?.reset() }
}
