import Audio

/// Converts 24 kHz samples to what an open device takes, and writes them, from buffers of its own. After it is made it
/// allocates nothing.
final class PlaybackWriter {
    let sink: ALSADevice
    private let resampler: Resampler?
    /// Samples at the device's rate that did not fit into it yet.
    private let pending: UnsafeMutableBufferPointer<Int16>
    private(set) var pendingCount = 0
    private let raw: UnsafeMutableRawPointer
    private let most: Int

    /// - Parameter most: 24 kHz samples that are added at once, and are written ahead.
    init(_ sink: ALSADevice, most: Int) {
        self.sink = sink
        let format = sink.format
        let resampler =
            format.rate == AudioFrame.sampleRate ? nil : Resampler(from: AudioFrame.sampleRate, to: format.rate)
        self.resampler = resampler
        self.most = most * format.rate / AudioFrame.sampleRate + 64
        pending = .allocate(capacity: self.most + (resampler?.room(for: most) ?? most) + (resampler?.roomForFlush ?? 0))
        raw = .allocate(byteCount: self.most * format.stride, alignment: 16)
    }

    deinit {
        pending.deallocate()
        raw.deallocate()
    }

    /// Takes 24 kHz samples that follow the ones before.
    func add(_ samples: UnsafeBufferPointer<Int16>) {
        let room = UnsafeMutableBufferPointer(rebasing: pending[pendingCount...])
        if let resampler {
            pendingCount += resampler.process(samples, into: room)
        } else if let source = samples.baseAddress, let target = room.baseAddress {
            let count = min(samples.count, room.count)
            target.update(from: source, count: count)
            pendingCount += count
        }
    }

    /// Takes what is left in the filter, at an end.
    func flush() {
        guard let resampler else { return }
        pendingCount += resampler.flush(into: UnsafeMutableBufferPointer(rebasing: pending[pendingCount...]))
        resampler.reset()
    }

    /// Writes what waits, at most `room` samples and as many as fit.
    /// - Returns: how many were written.
    func write(atMost room: Int) throws(HardwareError) -> ALSADevice.Outcome<Int> {
        let count = min(room, pendingCount, most)
        guard count > 0 else { return .done(0) }
        sink.format.encode(UnsafeBufferPointer(rebasing: pending[..<count]), into: raw)
        guard case .done(let written) = try sink.write(raw, count) else { return .interrupted }
        if written > 0, written < pendingCount, let base = pending.baseAddress {
            base.update(from: base + written, count: pendingCount - written)
        }
        pendingCount -= written
        return .done(written)
    }

    /// Drops what waits.
    func forget() {
        pendingCount = 0
        resampler?.reset()
    }
}
