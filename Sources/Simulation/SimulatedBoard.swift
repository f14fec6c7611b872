public import Appliance
public import Audio
import Glibc
public import Hardware
import Synchronization

/// A board without wires that behaves: its microphone runs in time, its speaker takes as long as the sound does, and
/// what it has played is what it reports. Like a device's, its sound has a thread of its own.
///
/// Time can run faster than a clock, for tests: at a pace of 5 a second of the board takes 200 ms.
public final class SimulatedBoard: Board, Timekeeper {
    /// A period of the microphone and of the speaker, in samples: 20 ms.
    public static let period = 480

    /// Every change of the lamp, in order. To be iterated once.
    public let lamps: AsyncStream<Lamp>
    private let lamp: AsyncStream<Lamp>.Continuation
    private let queue = BoardEventQueue()
    private let pace: Double
    private let mostRecorded: Int
    private let start: Duration
    private let clock = MonotonicTime()
    private let sound = Mutex(Sound())

    private struct Sound {
        var microphone = SampleQueue()
        var speaker = SampleQueue()
        /// What the device was given at the last tick, and plays until the next.
        var playing: [Int16] = []
        var periodStart = Duration.zero
        /// What was heard of a period that was cut short.
        var cut: [Int16] = []
        var condition = DeviceState.running
        var lamp = Lamp.ready
        var volume = 100
        var noise = Noise()
        var room = Room()
        var pupil: [Int16] = []
        var tutor: [Int16] = []
    }

    /// What fits into the speaker's queue: two minutes.
    private static let mostQueued = 120 * AudioFrame.sampleRate

    /// - Parameters:
    ///   - pace: how many seconds of the board pass in one.
    ///   - recorded: how much of the room is recorded at the most.
    public init(pace: Double = 1, recorded: Duration = .seconds(1_800)) {
        mostRecorded = AudioFrame.samples(in: recorded)
        (lamps, lamp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
        self.pace = pace
        start = clock.now
    }

    public var now: Duration { start + (clock.now - start) * pace }

    public func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration / pace) }

    // MARK: The world's side

    /// How loud the loudspeaker is set, 0 to 100.
    public var volume: Int { sound.withLock { $0.volume } }

    public func press(_ button: Button = .talk) { queue.post(.pressed(button, at: now)) }
    public func release(_ button: Button = .talk) { queue.post(.released(button, at: now)) }

    /// Presses and lets go. The stamps are so far apart as was meant, however late this program is: a kernel stamps
    /// edges, too.
    public func tap(_ button: Button = .talk, for length: Duration) async throws {
        let pressed = now
        queue.post(.pressed(button, at: pressed))
        try await sleep(for: length)
        queue.post(.released(button, at: pressed + length))
    }

    /// Says something into the microphone, after what is being said.
    public func speak(_ frame: AudioFrame) { sound.withLock { $0.microphone.append(frame.samples) } }

    /// Pulls the microphone's plug, or puts it back.
    public func setMicrophone(_ state: DeviceState) {
        sound.withLock { $0.condition = state }
        queue.post(.microphone(state))
    }

    /// Changes what lies between loudspeaker and microphone.
    public func setRoom(_ room: Room) { sound.withLock { $0.room = room } }

    /// Tells that a button is down since before the board started.
    public func hold(_ button: Button = .talk) { queue.post(.held(button, at: now)) }

    /// Whether the microphone works.
    public var microphone: DeviceState { sound.withLock { $0.condition } }

    /// What the lamp shows.
    public var shownLamp: Lamp { sound.withLock { $0.lamp.honest(microphone: $0.condition) } }

    /// Whether nothing waits to be said or played.
    public var isQuiet: Bool { sound.withLock { $0.microphone.isEmpty && $0.speaker.isEmpty && $0.playing.isEmpty } }

    /// The room so far: the pupil left, the tutor right.
    public var room: WAVFile {
        sound.withLock { WAVFile(sampleRate: AudioFrame.sampleRate, channels: [$0.pupil, $0.tutor]) }
    }

    // MARK: The board's side

    public func run(_ notice: @escaping @Sendable (BoardEvent) -> Void) async throws {
        queue.forward(to: notice)
        queue.post(.microphone(sound.withLock { $0.condition }))
        queue.post(.speaker(.running))
        defer {
            queue.finish()
            lamp.finish()
        }
        let stop = try Wakeup()
        try await DeviceThread.run(named: "sound", stop: stop) {
            var due = self.now
            while !stop.isSignalled {
                due += AudioFrame.duration(ofSamples: SimulatedBoard.period)
                self.wait(until: due)
                self.tick(at: due)
            }
        }
    }

    /// Blocks its thread.
    private func wait(until time: Duration) {
        let (seconds, attoseconds) = (start + (time - start) / pace).components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }

    private func tick(at time: Duration) {
        let captured = time - AudioFrame.duration(ofSamples: SimulatedBoard.period)
        // Under the lock, so that what is yielded has the order in which it happened.
        sound.withLock { sound in
            var heard = sound.noise.samples(SimulatedBoard.period)
            for (index, sample) in sound.microphone.take(SimulatedBoard.period).enumerated() {
                heard[index] = Int16(clamping: Int(heard[index]) + Int(sample))
            }
            // A device plays in one period what it was given before it.
            let audible = sound.playing
            heard = sound.room.hear(heard, playing: audible)
            let recorded = sound.cut.isEmpty ? audible : sound.cut
            sound.cut.removeAll()
            sound.periodStart = time
            sound.playing = sound.speaker.take(SimulatedBoard.period)
            if sound.volume < 100 {
                let volume = sound.volume
                sound.playing = sound.playing.map { Int16(Int($0) * volume / 100) }
            }
            if sound.pupil.count < mostRecorded {
                sound.pupil += heard
                sound.tutor += recorded + [Int16](repeating: 0, count: SimulatedBoard.period - recorded.count)
            }
            if sound.condition == .running { queue.post(.heard(AudioFrame(heard), at: captured)) }
            if !audible.isEmpty { queue.post(.played(samples: audible.count, at: time)) }
        }
    }

    public func play(_ frame: AudioFrame) {
        sound.withLock { sound in
            guard sound.speaker.count + frame.samples.count <= SimulatedBoard.mostQueued else {
                queue.post(.silenced(at: now))
                return
            }
            sound.speaker.append(frame.samples)
        }
    }

    public func stopPlaying() {
        sound.withLock { sound in
            let time = now
            // What the period under way has played of itself was heard, and nothing more.
            let heard = min(sound.playing.count, AudioFrame.samples(in: max(.zero, time - sound.periodStart)))
            if heard > 0 { queue.post(.played(samples: heard, at: time)) }
            if sound.tutor.count < mostRecorded { sound.cut = Array(sound.playing[..<heard]) }
            sound.playing.removeAll()
            sound.speaker = SampleQueue()
            queue.post(.silenced(at: time))
        }
    }

    public func setVolume(_ percent: Int) { sound.withLock { $0.volume = min(100, max(0, percent)) } }

    public var health: BoardHealth { BoardHealth(framesDropped: queue.framesDropped) }

    public func show(_ lamp: Lamp) {
        let state = sound.withLock { sound in
            sound.lamp = lamp
            return sound.condition
        }
        self.lamp.yield(lamp.honest(microphone: state))
    }
}
