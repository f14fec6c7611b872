import Audio

/// Makes 20 ms frames, with their times, of 24 kHz samples that come in pieces of any size.
struct CaptureFraming {
    private var pending: [Int16] = []
    /// When the first sample of `pending` was captured.
    private var pendingTime = Duration.zero

    /// Takes samples that follow the ones before, and delivers the frames that are whole now.
    mutating func add(
        _ samples: some Collection<Int16>, capturedAt time: Duration, deliver: (AudioFrame, Duration) -> Void
    ) {
        // What waits was captured just before these.
        pendingTime = time - AudioFrame.duration(ofSamples: pending.count)
        pending += samples
        var used = 0
        while pending.count - used >= ALSAMicrophone.frameLength {
            let end = used + ALSAMicrophone.frameLength
            deliver(AudioFrame(Array(pending[used..<end])), pendingTime)
            pendingTime += AudioFrame.duration(ofSamples: ALSAMicrophone.frameLength)
            used = end
        }
        pending.removeFirst(used)
    }

    /// Forgets half a frame, after samples were lost.
    mutating func restart() { pending.removeAll(keepingCapacity: true) }
}
