import Audio
import Glibc
import Synchronization

/// A microphone through alsa-lib: 20 ms frames for as long as it runs, pressed or not.
///
/// ```
/// device ──> thread "microphone" ──ring──> thread "mic-events" ──> deliver
///            reads, resamples; no lock,    frames of 20 ms,
///            no allocation, no log         processing
/// ```
/// A device that is missing, goes away or stops delivering becomes ``BoardEvent/microphone(_:)`` `.lost` and is tried
/// again twice a second.
public final class ALSAMicrophone: Sendable {
    /// Samples of a frame: 20 ms at 24 kHz.
    public static let frameLength = 480
    /// How long a lost device is left alone before it is tried again.
    static let retry = Duration.milliseconds(500)
    /// A device that delivers nothing for so long is lost.
    static let patience = Duration.seconds(1)
    /// Nor is one heard whose driver does not even come back from a call for so long.
    static let longestCall = Duration.milliseconds(1_200)

    public let device: String
    private let sound: SoundDevices
    private let played: PlayedSound?
    private let pipe: CapturePipe
    private let deliver: @Sendable (BoardEvent) -> Void

    /// - Parameters:
    ///   - device: a name of alsa-lib's, such as `default` or `plughw:CARD=Device`, or a card (see ``SoundDevices``).
    ///   - deliver: takes `heard` and `microphone` events, on a thread of the microphone's; must return soon.
    /// - Throws: ``HardwareError/noResources(operation:code:)``.
    public convenience init(
        device: String, deliver: @escaping @Sendable (BoardEvent) -> Void
    ) throws(HardwareError) {
        try self.init(SoundDevices(microphone: device), played: nil, deliver: deliver)
    }

    /// - Parameter played: what the loudspeaker plays, where that is to be taken out.
    init(
        _ sound: SoundDevices, played: PlayedSound?, deliver: @escaping @Sendable (BoardEvent) -> Void
    ) throws(HardwareError) {
        device = sound.microphone
        self.sound = sound
        self.played = played
        self.deliver = deliver
        pipe = try CapturePipe()
    }

    /// How often samples were lost because they were not read in time.
    public var overruns: Int { pipe.overruns.load(ordering: .relaxed) }

    /// How often the device was suspended with the machine.
    public var suspensions: Int { pipe.suspensions.load(ordering: .relaxed) }

    /// Captures until the task is cancelled.
    /// - Throws: ``HardwareError/noResources(operation:code:)`` when there is no thread to be had.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "mic-events", stop: stop) { () throws(HardwareError) in
            self.pipe.hasEnded.store(false, ordering: .relaxed)
            let capture = try DeviceThread.beside(named: "microphone") {
                CaptureThread(device: self.device, pipe: self.pipe, stop: stop).work()
                self.pipe.hasEnded.store(true, ordering: .releasing)
                self.pipe.news.signal()
            }
            self.deliverAll()
            capture.join()
        }
    }

    private func deliverAll() {
        var state: DeviceState?
        var framing = CaptureFraming()
        let processor = CaptureProcessor(sound, played: played)
        var piece = [Int16](repeating: 0, count: pipe.samples.capacity)
        while true {
            let limit = state == .running ? ALSAMicrophone.longestCall : nil
            if !Wakeup.wait(for: pipe.news, pipe.news, atMost: limit).first, state == .running {
                let error = HardwareError(sound: "waiting for its driver", device: device, code: -ETIMEDOUT)
                change(&state, to: .lost(error.description))
            }
            pipe.news.clear()
            let isLast = pipe.hasEnded.load(ordering: .acquiring)
            while let mark = pipe.marks.pop() {
                switch mark {
                case .running: change(&state, to: .running)
                case .samples(let count, let time):
                    // The driver has come back, perhaps.
                    change(&state, to: .running)
                    let got = piece.withUnsafeMutableBufferPointer {
                        pipe.samples.take(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
                    }
                    framing.add(piece[..<got], capturedAt: time) { frame, at in
                        deliver(.heard(processor?.process(frame, at: at) ?? frame, at: at))
                    }
                case .interrupted: framing.restart()
                case .lost:
                    framing.restart()
                    change(&state, to: .lost(pipe.reason.withLock { $0 }))
                }
            }
            if isLast { return }
        }
    }

    private func change(_ state: inout DeviceState?, to now: DeviceState) {
        guard state != now else { return }
        state = now
        deliver(.microphone(now))
    }
}
