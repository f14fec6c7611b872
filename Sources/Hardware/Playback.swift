import Audio

/// What one open sound device is playing, advanced in small steps by the speaker's thread.
struct Playback {
    private enum State {
        case idle
        /// Samples are being collected in the device before it starts; `base` were written before that.
        case priming(PlaybackMeter, base: Int, since: Duration)
        case playing(PlaybackMeter)
    }

    /// Time between two steps.
    static let step = Duration.milliseconds(10)
    /// Sound kept in the device.
    static let ahead = Duration.milliseconds(60)
    /// The device starts with this much in it, or when nothing more has come for ``patience``.
    static let primed = Duration.milliseconds(40)
    static let patience = Duration.milliseconds(20)
    /// Least samples of a report (24 kHz), so that one comes about every 20 ms.
    static let reportStep = 480

    private let sink: ALSADevice
    private let resampler: Resampler?
    private var state = State.idle
    /// Samples at the device's rate that did not fit into it.
    private var pending: [Int16] = []
    /// Whether the resampler has given its tail away.
    private var isFlushed = true
    private(set) var dryRuns = 0

    init(on sink: ALSADevice) {
        self.sink = sink
        let rate = sink.format.rate
        resampler = rate == AudioFrame.sampleRate ? nil : Resampler(from: AudioFrame.sampleRate, to: rate)
    }

    var isIdle: Bool {
        switch state {
        case .idle: true
        case .priming, .playing: false
        }
    }

    /// Brings the device up to date and reports what became audible.
    mutating func advance(from queue: PlaybackQueue, report: (Int) -> Void) throws(HardwareError) {
        switch state {
        case .idle:
            try sink.drop()
            try sink.prepare()
            state = .priming(PlaybackMeter(deviceRate: sink.format.rate), base: 0, since: MonotonicClock.now)
            try advance(from: queue, report: report)
        case .priming(var meter, let base, let since):
            try fill(from: queue, inDevice: meter.written - base, meter: &meter)
            let enough = min(samples(Playback.primed), sink.format.buffer)
            guard meter.written - base >= enough || MonotonicClock.now - since >= Playback.patience else {
                state = .priming(meter, base: base, since: since)
                return
            }
            try sink.start()
            state = .playing(meter)
        case .playing(var meter):
            guard !sink.isInterrupted, case .done(let delay) = try sink.delay() else {
                return try runDry(meter, report: report)
            }
            meter.measured(delay: delay)
            try fill(from: queue, inDevice: delay, meter: &meter)
            if let news = meter.report(atLeast: Playback.reportStep) { report(news) }
            if meter.audible == meter.given, pending.isEmpty {
                if let news = meter.report() { report(news) }
                state = .idle
            } else {
                state = .playing(meter)
            }
        }
    }

    /// Silences the device, after a last report.
    mutating func drop(report: (Int) -> Void) throws(HardwareError) {
        switch state {
        case .idle: break
        case .priming: try sink.drop()
        case .playing(var meter):
            if sink.isInterrupted {
                meter.measured(delay: 0)
            } else if case .done(let delay) = try sink.delay() {
                meter.measured(delay: delay)
            }
            try sink.drop()
            if let news = meter.report() { report(news) }
        }
        state = .idle
        pending = []
        resampler?.reset()
        isFlushed = true
    }

    /// The device has played all it had; starts anew when there is more.
    private mutating func runDry(_ before: PlaybackMeter, report: (Int) -> Void) throws(HardwareError) {
        var meter = before
        dryRuns += 1
        if pending.isEmpty { meter.ranDry() } else { meter.measured(delay: 0) }
        if let news = meter.report() { report(news) }
        guard !pending.isEmpty else {
            state = .idle
            return
        }
        try sink.prepare()
        state = .priming(meter, base: meter.written, since: MonotonicClock.now)
    }

    /// Writes what fits, and takes more from the queue as the device has room for it.
    private mutating func fill(
        from queue: PlaybackQueue, inDevice: Int, meter: inout PlaybackMeter
    ) throws(HardwareError) {
        guard case .done(let available) = try sink.available() else { return }
        let room = min(available, samples(Playback.ahead) - inDevice)
        if room > pending.count {
            let wanted = (room - pending.count) * AudioFrame.sampleRate / sink.format.rate
            let taken = queue.take(wanted)
            meter.took(taken.count)
            if !taken.isEmpty {
                isFlushed = false
                pending += resampler?.process(taken) ?? taken
            } else if !isFlushed, inDevice < samples(Playback.patience) {
                // About to run dry: the end of the last word is still in the filter.
                isFlushed = true
                pending += resampler?.flush() ?? []
                resampler?.reset()
            }
        }
        guard room > 0, case .done(let written) = try sink.write(Array(pending.prefix(room))) else { return }
        pending.removeFirst(written)
        meter.wrote(written)
    }

    /// A duration in samples of the device.
    private func samples(_ duration: Duration) -> Int {
        AudioFrame.samples(in: duration) * sink.format.rate / AudioFrame.sampleRate
    }
}
