public import Appliance
public import Audio
public import Hardware
import Synchronization

/// A board without wires that behaves: its microphone runs in time, its speaker takes as long as the sound does, and
/// what it has played is what it reports.
///
/// Time can run faster than a clock, for tests: at a pace of 5 a second of the board takes 200 ms.
public final class SimulatedBoard: Board, Timekeeper {
    /// A period of the microphone and of the speaker, in samples: 20 ms.
    public static let period = 480

    public let events: AsyncStream<BoardEvent>
    /// Every change of the lamp, in order. To be iterated once.
    public let lamps: AsyncStream<Lamp>
    private let event: AsyncStream<BoardEvent>.Continuation
    private let lamp: AsyncStream<Lamp>.Continuation
    private let pace: Double
    private let start: Duration
    private let clock = MonotonicTime()
    private let sound = Mutex(Sound())

    private struct Sound {
        var microphone: [Int16] = []
        var speaker: [Int16] = []
        /// What the device was given at the last tick, and plays until the next.
        var playing: [Int16] = []
        var periodStart = Duration.zero
        /// What was heard of a period that was cut short.
        var cut: [Int16] = []
        var condition = DeviceState.running
        var noise = Noise()
        var pupil: [Int16] = []
        var tutor: [Int16] = []
    }

    /// What fits into the speaker's queue: two minutes.
    private static let mostQueued = 120 * AudioFrame.sampleRate
    /// The room is recorded for half an hour at the most.
    private static let mostRecorded = 1_800 * AudioFrame.sampleRate

    /// - Parameter pace: how many seconds of the board pass in one.
    public init(pace: Double = 1) {
        (events, event) = AsyncStream.makeStream()
        (lamps, lamp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
        self.pace = pace
        start = clock.now
    }

    public var now: Duration { start + (clock.now - start) * pace }

    public func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration / pace) }

    // MARK: The world's side

    public func press(_ button: Button = .talk) { event.yield(.pressed(button, at: now)) }
    public func release(_ button: Button = .talk) { event.yield(.released(button, at: now)) }

    /// Says something into the microphone, after what is being said.
    public func speak(_ frame: AudioFrame) { sound.withLock { $0.microphone += frame.samples } }

    /// Pulls the microphone's plug, or puts it back.
    public func setMicrophone(_ state: DeviceState) {
        sound.withLock { $0.condition = state }
        event.yield(.microphone(state))
    }

    /// Whether nothing waits to be said or played.
    public var isQuiet: Bool { sound.withLock { $0.microphone.isEmpty && $0.speaker.isEmpty && $0.playing.isEmpty } }

    /// The room so far: the pupil left, the tutor right.
    public var room: WAVFile {
        sound.withLock { WAVFile(sampleRate: AudioFrame.sampleRate, channels: [$0.pupil, $0.tutor]) }
    }

    // MARK: The board's side

    public func run() async throws {
        event.yield(.microphone(.running))
        event.yield(.speaker(.running))
        var due = start
        while !Task.isCancelled {
            due += AudioFrame.duration(ofSamples: SimulatedBoard.period)
            let wait = (due - now) / pace
            if wait > .zero {
                do { try await clock.sleep(for: wait) } catch { break }
            }
            tick(at: due)
        }
        event.finish()
        lamp.finish()
    }

    private func tick(at time: Duration) {
        let captured = time - AudioFrame.duration(ofSamples: SimulatedBoard.period)
        // Under the lock, so that what is yielded has the order in which it happened.
        sound.withLock { sound in
            var heard = sound.noise.samples(SimulatedBoard.period)
            let said = min(SimulatedBoard.period, sound.microphone.count)
            for index in 0..<said { heard[index] = Int16(clamping: Int(heard[index]) + Int(sound.microphone[index])) }
            sound.microphone.removeFirst(said)
            // A device plays in one period what it was given before it.
            let audible = sound.playing
            let recorded = sound.cut.isEmpty ? audible : sound.cut
            sound.cut.removeAll()
            sound.periodStart = time
            let given = min(SimulatedBoard.period, sound.speaker.count)
            sound.playing = Array(sound.speaker[..<given])
            sound.speaker.removeFirst(given)
            if sound.pupil.count < SimulatedBoard.mostRecorded {
                sound.pupil += heard
                sound.tutor += recorded + [Int16](repeating: 0, count: SimulatedBoard.period - recorded.count)
            }
            if sound.condition == .running { event.yield(.heard(AudioFrame(heard), at: captured)) }
            if !audible.isEmpty { event.yield(.played(samples: audible.count, at: time)) }
        }
    }

    public func play(_ frame: AudioFrame) {
        sound.withLock { sound in
            guard sound.speaker.count + frame.samples.count <= SimulatedBoard.mostQueued else {
                event.yield(.silenced(at: now))
                return
            }
            sound.speaker += frame.samples
        }
    }

    public func stopPlaying() {
        sound.withLock { sound in
            let time = now
            // What the period under way has played of itself was heard, and nothing more.
            let heard = min(sound.playing.count, AudioFrame.samples(in: max(.zero, time - sound.periodStart)))
            if heard > 0 { event.yield(.played(samples: heard, at: time)) }
            if sound.tutor.count < SimulatedBoard.mostRecorded { sound.cut = Array(sound.playing[..<heard]) }
            sound.playing.removeAll()
            sound.speaker.removeAll()
            event.yield(.silenced(at: time))
        }
    }

    public func show(_ lamp: Lamp) {
        let state = sound.withLock { $0.condition }
        self.lamp.yield(lamp.honest(microphone: state))
    }
}
