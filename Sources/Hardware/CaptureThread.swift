import Glibc
import Synchronization

/// What the microphone's thread does: reads the device, and passes samples on. While it captures it takes no lock, does
/// not allocate and does not log.
///
/// Not `Sendable`: it belongs to its thread.
final class CaptureThread {
    private let device: String
    private let pipe: CapturePipe
    private let stop: Wakeup

    init(device: String, pipe: CapturePipe, stop: Wakeup) {
        self.device = device
        self.pipe = pipe
        self.stop = stop
    }

    /// Captures until it is to stop, and tries a lost device again.
    func work() {
        while !stop.isSignalled {
            do throws(HardwareError) {
                let source = try ALSADevice.open(device, for: .capture)
                try source.start()
                try capture(with: CaptureReader(source))
            } catch {
                let reason = error.description
                pipe.reason.withLock { $0 = reason }
                tell(.lost)
                _ = Wakeup.wait(for: stop, stop, atMost: ALSAMicrophone.retry)
            }
        }
    }

    private func capture(with reader: CaptureReader) throws(HardwareError) {
        let source = reader.source
        var clock = CaptureClock(rate: source.format.rate)
        var lastHeard = MonotonicClock.now
        var isTold = false
        while !stop.isSignalled {
            guard case .done = try source.wait(milliseconds: 100), case .done(let waiting) = try source.available()
            else {
                // A device that is interrupted each time it is started delivers nothing either.
                try checkPatience(since: lastHeard)
                try restart(reader)
                clock.restart()
                continue
            }
            let now = MonotonicClock.now
            if waiting == 0 {
                try checkPatience(since: lastHeard)
                continue
            }
            let time = source.captureTime(waiting: waiting)
            guard case .done(let piece) = try reader.read(waiting), piece.deviceSamples > 0 else { continue }
            lastHeard = now
            if !isTold {
                isTold = true
                tell(.running)
            }
            pass(piece.samples, at: clock.stamp(measured: time, samples: piece.deviceSamples))
        }
        try source.drop()
    }

    private func checkPatience(since lastHeard: Duration) throws(HardwareError) {
        guard MonotonicClock.now - lastHeard < ALSAMicrophone.patience else {
            throw HardwareError(sound: "waiting for samples", device: device, code: -ETIMEDOUT)
        }
    }

    private func restart(_ reader: CaptureReader) throws(HardwareError) {
        if reader.source.isSuspended {
            pipe.suspensions.add(1, ordering: .relaxed)
        } else {
            pipe.overruns.add(1, ordering: .relaxed)
        }
        tell(.interrupted)
        reader.restart()
        switch try reader.source.recover() {
        case .resumed: break
        case .prepared: try reader.source.start()
        }
    }

    /// Passes samples on. Where nobody has taken those of the last seconds it waits, and lets the device overrun.
    private func pass(_ samples: UnsafeBufferPointer<Int16>, at time: Duration) {
        guard samples.count > 0 else { return }
        while pipe.samples.room < samples.count {
            guard !stop.isSignalled else { return }
            usleep(2_000)
        }
        _ = pipe.samples.write(samples)
        tell(.samples(samples.count, at: time))
    }

    private func tell(_ mark: CapturePipe.Mark) {
        while !pipe.marks.push(mark) { usleep(2_000) }
        pipe.news.signal()
    }
}
