public import Audio
import Synchronization

/// A loudspeaker through alsa-lib.
///
/// ```
/// play ──> PlaybackQueue ──ring──> thread "speaker" ──> device
///                                  resamples, gain; no lock, no allocation, no log
/// deliver <── thread "speaker-events" <──marks──┘
/// ```
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
    private let sound: SoundDevices
    private let played: PlayedSound?
    private let deliver: @Sendable (BoardEvent) -> Void
    private let pipe: PlaybackPipe
    private let queue: PlaybackQueue
    /// -1 until it is set.
    private let volume = Atomic(-1)

    /// - Parameters:
    ///   - device: a name of alsa-lib's, such as `default` or `plughw:CARD=Device`, or a card (see ``SoundDevices``).
    ///   - mixer: the mixer control that sets the loudness (see ``SoundDevices/mixer``).
    ///   - ceilingPercent: the loudest that it gets, in percent of what it could.
    ///   - deliver: takes `played`, `silenced` and `speaker` events, on a thread of the speaker's; must return soon, and
    ///     not call the speaker.
    /// - Throws: ``HardwareError/noResources(operation:code:)``.
    public convenience init(
        device: String, mixer: String? = nil, ceilingPercent: Int = 100,
        queueLimit: Duration = ALSASpeaker.queueLimit, deliver: @escaping @Sendable (BoardEvent) -> Void
    ) throws(HardwareError) {
        try self.init(
            SoundDevices(speaker: device, mixer: mixer, ceilingPercent: ceilingPercent), played: nil,
            queueLimit: queueLimit, deliver: deliver)
    }

    /// - Parameter played: takes what is played, for the microphone's sake.
    init(
        _ sound: SoundDevices, played: PlayedSound?, queueLimit: Duration = ALSASpeaker.queueLimit,
        deliver: @escaping @Sendable (BoardEvent) -> Void
    ) throws(HardwareError) {
        device = sound.speaker
        self.sound = sound
        self.played = played
        self.deliver = deliver
        pipe = try PlaybackPipe()
        queue = PlaybackQueue(limit: queueLimit, into: pipe)
    }

    /// How loud it is: 0 to 100, of what the ceiling permits. Lasts, also when the device goes and comes back.
    public func setVolume(_ percent: Int) {
        volume.store(min(100, max(0, percent)), ordering: .releasing)
        pipe.news.signal()
    }

    /// How often the device ran dry while sound waited for it.
    public var underruns: Int { pipe.underruns.load(ordering: .relaxed) }

    /// How often the device ran dry because there was no more, at an end or in a gap.
    public var gaps: Int { pipe.gaps.load(ordering: .relaxed) }

    /// How often the device was suspended with the machine.
    public var suspensions: Int { pipe.suspensions.load(ordering: .relaxed) }

    /// Queues a frame; returns at once.
    public func play(_ frame: AudioFrame) { queue.add(frame) }

    /// Silence now.
    public func stopPlaying() { queue.orderSilence() }

    /// Plays until the task is cancelled.
    /// - Throws: ``HardwareError/noResources(operation:code:)`` when there is no thread to be had.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "speaker-events", stop: stop) { () throws(HardwareError) in
            self.pipe.hasEnded.store(false, ordering: .relaxed)
            var control = VolumeControl(control: self.sound.mixer, ceilingPercent: self.sound.ceilingPercent)
            // Never louder than it may be, not even before the card's mixer is known.
            self.apply(self.wantedVolume, by: &control)
            let playback = try DeviceThread.beside(named: "speaker") {
                PlaybackThread(device: self.device, pipe: self.pipe, played: self.played, stop: stop).work()
                self.pipe.hasEnded.store(true, ordering: .releasing)
                self.pipe.news.signal()
            }
            self.deliverAll(&control)
            playback.join()
        }
    }

    private func deliverAll(_ control: inout VolumeControl) {
        var state: DeviceState?
        var applied = wantedVolume
        while true {
            _ = Wakeup.wait(for: pipe.news, pipe.news, atMost: nil)
            pipe.news.clear()
            let isLast = pipe.hasEnded.load(ordering: .acquiring)
            let settled = pipe.settled.load(ordering: .acquiring)
            follow(&applied, by: &control)
            while let mark = pipe.marks.pop() {
                // Before what came of later orders is told.
                follow(&applied, by: &control)
                switch mark {
                case .running(let card):
                    control.open(card: card)
                    apply(applied, by: &control)
                    change(&state, to: .running)
                case .played(let samples, let at): deliver(.played(samples: samples, at: at))
                case .silenced(let count, let at): for _ in 0..<count { deliver(.silenced(at: at)) }
                case .lost(let unheard):
                    // It may come back at any loudness: until its mixer is set the samples see to it.
                    control.close()
                    apply(applied, by: &control)
                    change(&state, to: .lost(pipe.reason.withLock { $0 }))
                    queue.lose(unheard: unheard)
                case .dropped: queue.lose(unheard: true)
                }
            }
            queue.handOn()
            // A device that was lost a moment ago is told to be lost before its sound is.
            if state != .running || !pipe.isLost.load(ordering: .acquiring) {
                queue.tellLoss(settled: settled) { deliver(.silenced(at: MonotonicClock.now)) }
            }
            if isLast { return }
        }
    }

    /// Makes a volume true that was set since.
    private func follow(_ applied: inout Int?, by control: inout VolumeControl) {
        let wanted = wantedVolume
        guard applied != wanted else { return }
        applied = wanted
        apply(wanted, by: &control)
    }

    private var wantedVolume: Int? {
        let volume = volume.load(ordering: .acquiring)
        return volume < 0 ? nil : volume
    }

    private func apply(_ volume: Int?, by control: inout VolumeControl) {
        pipe.gain.store(control.apply(volume), ordering: .releasing)
    }

    private func change(_ state: inout DeviceState?, to now: DeviceState) {
        guard state != now else { return }
        state = now
        deliver(.speaker(now))
    }
}
