public import Audio
import Synchronization

/// A loudspeaker on a thread of its own, through alsa-lib.
///
/// Sound is queued (at most 4 minutes; more is refused), at most 60 ms of it in the device. About every 20 ms it tells
/// what became audible. Running dry is not an error: it goes on when there is more. When the device is lost, what is
/// queued is dropped and never reported as played, ``BoardEvent/silenced(at:)`` tells so, and so it goes with all that
/// is given until it is back; it is tried twice a second.
public final class ALSASpeaker: Sendable {
    /// Sound that may wait. Longer than the longest single answer of a Realtime model (4096 tokens, 205 s).
    public static let queueLimit = Duration.seconds(240)
    static let retry = Duration.milliseconds(500)
    /// How often an idle device is looked at.
    static let presenceCheck = Duration.seconds(1)

    public let device: String
    private let deliver: @Sendable (BoardEvent) -> Void
    private let queue: PlaybackQueue
    private let wakeup: Wakeup
    private let gaps = Atomic(0)
    private let volume = Atomic(100)

    /// - Parameters:
    ///   - device: a name of alsa-lib's, such as `default` or `plughw:CARD=Device`.
    ///   - deliver: takes `played`, `silenced` and `speaker` events, on the speaker's thread; must return soon.
    /// - Throws: ``HardwareError/noResources(operation:code:)``.
    public init(
        device: String, queueLimit: Duration = ALSASpeaker.queueLimit,
        deliver: @escaping @Sendable (BoardEvent) -> Void
    ) throws(HardwareError) {
        self.device = device
        self.deliver = deliver
        queue = PlaybackQueue(limit: queueLimit)
        wakeup = try Wakeup()
    }

    /// How loud it is: 0 to 100, of what the ceiling permits.
    public func setVolume(_ percent: Int) { volume.store(min(100, max(0, percent)), ordering: .relaxed) }

    /// How often the device ran dry, at an end as in a gap.
    public var underruns: Int { gaps.load(ordering: .relaxed) }

    /// Queues a frame; returns at once.
    public func play(_ frame: AudioFrame) {
        queue.add(frame)
        wakeup.signal()
    }

    /// Silence now.
    public func stopPlaying() {
        queue.orderSilence()
        wakeup.signal()
    }

    /// Plays until the task is cancelled.
    /// - Throws: ``HardwareError/noResources(operation:code:)`` when there is no thread to be had.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "speaker", stop: stop) { self.work(until: stop) }
    }

    private func work(until stop: Wakeup) {
        var state: DeviceState?
        while !stop.isSignalled {
            do throws(HardwareError) {
                let sink = try ALSADevice(opening: device, for: .playback)
                state = .running
                deliver(.speaker(.running))
                try play(to: sink, until: stop)
            } catch {
                let lost = DeviceState.lost(error.description)
                if state != lost {
                    state = lost
                    deliver(.speaker(lost))
                }
                stayLost(until: stop)
            }
        }
    }

    /// Drops what is given until it is time to try the device again.
    private func stayLost(until stop: Wakeup) {
        let end = MonotonicClock.now + ALSASpeaker.retry
        while true {
            wakeup.clear()
            let silences = queue.takeOrders().silences
            let lost = queue.discard()
            for _ in 0..<max(silences, lost ? 1 : 0) { deliver(.silenced(at: MonotonicClock.now)) }
            let left = end - MonotonicClock.now
            guard left > .zero, !stop.isSignalled else { return }
            _ = Wakeup.wait(for: [wakeup.descriptor, stop.descriptor], atMost: left)
        }
    }

    private func play(to sink: ALSADevice, until stop: Wakeup) throws(HardwareError) {
        var playback = Playback(on: sink)
        while true {
            let limit = playback.isIdle ? ALSASpeaker.presenceCheck : Playback.step
            let signalled = Wakeup.wait(for: [wakeup.descriptor, stop.descriptor], atMost: limit)
            guard !signalled[1] else { return try playback.drop(report: report) }
            if signalled[0] { wakeup.clear() }

            let orders = queue.takeOrders()
            if orders.silences > 0 {
                try playback.drop(report: report)
                for _ in 0..<orders.silences { deliver(.silenced(at: MonotonicClock.now)) }
            }
            if playback.isIdle, orders.waiting == 0 {
                if !signalled[0] { try sink.checkPresence() }
            } else {
                try playback.advance(from: queue, report: report)
            }
            if playback.isIdle {
                if queue.takeRefusal() { deliver(.silenced(at: MonotonicClock.now)) }
                gaps.store(playback.dryRuns, ordering: .relaxed)
            }
        }
    }

    private func report(_ samples: Int) { deliver(.played(samples: samples, at: MonotonicClock.now)) }
}
