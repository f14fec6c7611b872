import Audio
import Glibc
import Synchronization

/// A microphone on a thread of its own, through alsa-lib: 20 ms frames for as long as it runs, pressed or not.
///
/// A device that is missing, goes away or stops delivering becomes ``BoardEvent/microphone(_:)`` `.lost` and is tried
/// again twice a second.
public final class ALSAMicrophone: Sendable {
    /// Samples of a frame: 20 ms at 24 kHz.
    public static let frameLength = 480
    /// How long a lost device is left alone before it is tried again.
    static let retry = Duration.milliseconds(500)
    /// A device that delivers nothing for so long is lost.
    static let patience = Duration.seconds(1)

    public let device: String
    private let deliver: @Sendable (BoardEvent) -> Void
    private let xruns = Atomic(0)

    /// - Parameters:
    ///   - device: a name of alsa-lib's, such as `default` or `plughw:CARD=Device`.
    ///   - deliver: takes `heard` and `microphone` events, on the microphone's thread; must return soon.
    public init(device: String, deliver: @escaping @Sendable (BoardEvent) -> Void) {
        self.device = device
        self.deliver = deliver
    }

    /// How often samples were lost because they were not read in time.
    public var overruns: Int { xruns.load(ordering: .relaxed) }

    /// Captures until the task is cancelled.
    /// - Throws: ``HardwareError/noResources(operation:code:)`` when there is no thread to be had.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "microphone", stop: stop) { self.work(until: stop) }
    }

    private func work(until stop: Wakeup) {
        var state: DeviceState?
        while !stop.isSignalled {
            do throws(HardwareError) {
                let source = try ALSADevice(opening: device, for: .capture)
                try source.start()
                try capture(from: source, until: stop) {
                    guard state != .running else { return }
                    state = .running
                    deliver(.microphone(.running))
                }
            } catch {
                let lost = DeviceState.lost(error.description)
                if state != lost {
                    state = lost
                    deliver(.microphone(lost))
                }
                _ = Wakeup.wait(for: [stop.descriptor], atMost: ALSAMicrophone.retry)
            }
        }
    }

    /// - Parameter began: called whenever samples have come.
    private func capture(from source: ALSADevice, until stop: Wakeup, began: () -> Void) throws(HardwareError) {
        let rate = source.format.rate
        var framing = CaptureFraming(rate: rate)
        var lastHeard = MonotonicClock.now
        while !stop.isSignalled {
            guard case .done = try source.wait(milliseconds: 100), case .done(let waiting) = try source.available()
            else {
                xruns.add(1, ordering: .relaxed)
                framing.restart()
                try source.prepare()
                try source.start()
                continue
            }
            let now = MonotonicClock.now
            if waiting == 0 {
                guard now - lastHeard < ALSAMicrophone.patience else {
                    throw HardwareError(sound: "waiting for samples", device: device, code: -ETIMEDOUT)
                }
                continue
            }
            let time = source.captureTime(waiting: waiting)
            guard case .done(let samples) = try source.read(min(waiting, source.format.buffer)) else { continue }
            guard !samples.isEmpty else { continue }
            lastHeard = now
            began()
            framing.add(samples, capturedAt: time) { frame, at in deliver(.heard(frame, at: at)) }
        }
        try source.drop()
    }
}
