import Audio
import Synchronization

/// What one open sound device is playing, advanced in small steps by the speaker's thread. After it is made it takes no
/// lock and allocates nothing.
final class Playback {
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
    private let pipe: PlaybackPipe
    private let played: PlayedSound?
    private let writer: PlaybackWriter
    private let taken: UnsafeMutableBufferPointer<Int16>
    private var gain = SoftGain()
    private var state = State.idle
    /// The position of the first sample that the meter counts.
    private var origin = 0
    /// Whether the resampler has given its tail away.
    private var isFlushed = true
    /// Whether the device got less than it had room for, because there was no more.
    private var isHungry = false

    init(on sink: ALSADevice, from pipe: PlaybackPipe, played: PlayedSound?) {
        self.sink = sink
        self.pipe = pipe
        self.played = played
        let ahead = AudioFrame.samples(in: Playback.ahead)
        writer = PlaybackWriter(sink, most: ahead)
        taken = .allocate(capacity: ahead)
    }

    deinit { taken.deallocate() }

    var isIdle: Bool {
        switch state {
        case .idle: true
        case .priming, .playing: false
        }
    }

    /// Whether there is sound that was taken and will not be reported, should the device be gone now.
    var hasUnheard: Bool {
        switch state {
        case .idle: false
        case .priming(let meter, _, _), .playing(let meter): !meter.isReported
        }
    }

    /// Brings the device up to date and reports what became audible.
    func advance() throws(HardwareError) {
        switch state {
        case .idle:
            try sink.drop()
            try sink.prepare()
            origin = pipe.samples.takenCount
            gain.aim(at: pipe.gain.load(ordering: .relaxed))
            // Nothing is audible yet that could click.
            gain.settle()
            state = .priming(PlaybackMeter(deviceRate: sink.format.rate), base: 0, since: MonotonicClock.now)
            try advance()
        case .priming(var meter, let base, let since):
            try fill(inDevice: meter.written - base, meter: &meter)
            let enough = min(samples(Playback.primed), sink.format.buffer)
            guard meter.written - base >= enough || MonotonicClock.now - since >= Playback.patience else {
                state = .priming(meter, base: base, since: since)
                return
            }
            try sink.start()
            played?.note(.began(origin + meter.heard(written: base), at: MonotonicClock.now))
            state = .playing(meter)
        case .playing(var meter):
            guard !sink.isInterrupted, case .done(let delay) = try sink.delay() else { return try runDry(meter) }
            meter.measured(delay: delay)
            played?.note(.audible(origin + meter.heard(written: meter.written - delay), at: MonotonicClock.now))
            try fill(inDevice: delay, meter: &meter)
            if let news = meter.report(atLeast: Playback.reportStep) { report(news) }
            if meter.audible == meter.given, writer.pendingCount == 0 {
                if let news = meter.report() { report(news) }
                rest()
            } else {
                state = .playing(meter)
            }
        }
    }

    /// Silences the device, after a last report.
    func drop() throws(HardwareError) {
        switch state {
        case .idle: break
        case .priming(let meter, _, _):
            try sink.drop()
            played?.note(.cut(origin + meter.audible))
        case .playing(var meter):
            if sink.isInterrupted {
                meter.measured(delay: 0)
            } else if case .done(let delay) = try sink.delay() {
                meter.measured(delay: delay)
            }
            try sink.drop()
            if let news = meter.report() { report(news) }
            played?.note(.cut(origin + meter.audible))
        }
        writer.forget()
        isFlushed = true
        rest()
    }

    /// The device was interrupted: it has played all it had, or the machine slept. Starts anew when there is more.
    private func runDry(_ before: PlaybackMeter) throws(HardwareError) {
        var meter = before
        let isSuspended = sink.isSuspended
        count(suspended: isSuspended)
        if isSuspended, case .resumed = try sink.recover() {
            state = .playing(meter)
            return
        }
        if writer.pendingCount == 0 { meter.ranDry() } else { meter.measured(delay: 0) }
        if let news = meter.report() { report(news) }
        guard writer.pendingCount > 0 else { return rest() }
        try sink.prepare()
        state = .priming(meter, base: meter.written, since: MonotonicClock.now)
    }

    private func count(suspended isSuspended: Bool) {
        if isSuspended {
            pipe.suspensions.add(1, ordering: .relaxed)
        } else if isHungry {
            pipe.gaps.add(1, ordering: .relaxed)
        } else {
            pipe.underruns.add(1, ordering: .relaxed)
        }
    }

    /// Nothing is left to be played or reported.
    private func rest() {
        state = .idle
        pipe.settled.store(pipe.samples.takenCount, ordering: .releasing)
        pipe.news.signal()
    }

    /// Writes what fits, and takes more from the queue as the device has room for it.
    private func fill(inDevice: Int, meter: inout PlaybackMeter) throws(HardwareError) {
        guard case .done(let available) = try sink.available() else { return }
        let room = min(available, samples(Playback.ahead) - inDevice)
        if room > writer.pendingCount {
            let wanted = (room - writer.pendingCount) * AudioFrame.sampleRate / sink.format.rate
            let count = take(wanted)
            meter.took(count)
            isHungry = count < wanted
            if count == 0, wanted > 0, !isFlushed, inDevice < samples(Playback.patience) {
                // About to run dry: the end of the last word is still in the filter.
                isFlushed = true
                writer.flush()
            }
        }
        guard room > 0, case .done(let written) = try writer.write(atMost: room) else { return }
        meter.wrote(written)
    }

    /// Takes at most so many 24 kHz samples, as loud as they are to be, for the writer.
    private func take(_ wanted: Int) -> Int {
        let position = pipe.samples.takenCount
        let count = pipe.samples.take(
            into: UnsafeMutableBufferPointer(rebasing: taken[..<min(max(0, wanted), taken.count)]))
        guard count > 0 else { return 0 }
        let part = UnsafeMutableBufferPointer(rebasing: taken[..<count])
        gain.aim(at: pipe.gain.load(ordering: .relaxed))
        gain.apply(to: part)
        played?.add(UnsafeBufferPointer(part), from: position)
        writer.add(UnsafeBufferPointer(part))
        isFlushed = false
        // There is room for more.
        if pipe.backlog.load(ordering: .relaxed) > 0 { pipe.news.signal() }
        return count
    }

    private func report(_ samples: Int) { pipe.tell(.played(samples, at: MonotonicClock.now)) }

    /// A duration in samples of the device.
    private func samples(_ duration: Duration) -> Int {
        AudioFrame.samples(in: duration) * sink.format.rate / AudioFrame.sampleRate
    }
}
