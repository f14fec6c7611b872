import Audio

/// Makes 20 ms frames at 24 kHz, with their times, of samples as a device delivers them.
struct CaptureFraming {
    private let rate: Int
    private var clock: CaptureClock
    private let resampler: Resampler?
    private var pending: [Int16] = []
    /// When the first sample of `pending` was captured.
    private var pendingTime = Duration.zero

    /// - Parameter rate: of the device (Hz).
    init(rate: Int) {
        self.rate = rate
        clock = CaptureClock(rate: rate)
        resampler = rate == AudioFrame.sampleRate ? nil : Resampler(from: rate, to: AudioFrame.sampleRate)
    }

    /// Takes samples that follow the ones before, and delivers the frames that are whole now.
    mutating func add(_ samples: [Int16], capturedAt measured: Duration, deliver: (AudioFrame, Duration) -> Void) {
        let time = clock.stamp(measured: measured, samples: samples.count)
        // What waits was captured just before these.
        pendingTime = time - AudioFrame.duration(ofSamples: pending.count)
        pending += resampler?.process(samples) ?? samples
        var used = 0
        while pending.count - used >= ALSAMicrophone.frameLength {
            let end = used + ALSAMicrophone.frameLength
            deliver(AudioFrame(Array(pending[used..<end])), pendingTime)
            pendingTime += AudioFrame.duration(ofSamples: ALSAMicrophone.frameLength)
            used = end
        }
        pending.removeFirst(used)
    }

    /// Forgets half a frame and the clock, after samples were lost.
    mutating func restart() {
        pending.removeAll(keepingCapacity: true)
        clock.restart()
        resampler?.reset()
    }
}
