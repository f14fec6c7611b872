import Audio
import Lessons
import OfflineTutor
import Realtime
import Testing
import Tutor

/// Eight hours of a school day in simulated time: the session against the offline tutor's, a network that fails every
/// seven minutes until noon, a connection that is renewed each hour after it, a pupil who interrupts.
struct SoakTests {
    @Test(.timeLimit(.minutes(10)), arguments: [1] as [UInt64])
    func `in eight hours and a thousand turns no turn is lost and none is wedged`(seed: UInt64) {
        var day = SchoolDay(seed: seed)
        day.run(hours: 8)
        #expect(day.turns >= 1_000, "\(day.turns) turns")
        #expect(day.unanswered == [], "turns at these seconds had no answer")
        #expect(day.faults == [], "seed \(seed)")
        #expect(day.losses >= 30 && day.renewals >= 3, "\(day.losses) losses, \(day.renewals) renewals")
        #expect(day.bargeIns >= 100, "\(day.bargeIns) times interrupted")
        #expect(day.right >= 500, "\(day.right) right answers")
        #expect(day.oldest <= .seconds(60 * 60), "a connection was \(day.oldest) old")
        #expect(day.tutor.isResting)
    }
}

/// A discrete simulation: things happen at their times, in milliseconds, in one order.
private struct SchoolDay {
    enum Happening {
        case tutor(Session.Event)
        /// From the network, on a connection that may be gone by then.
        case toTutor(ServerEvent, connection: Int)
        case toServer(ClientEvent, connection: Int)
        case server(OfflineSession.Event, connection: Int)
        case lose, reconnect
        case pupilConsiders
        case pupilInterrupts
        case release
        case played(AudioFrame, run: Int)
    }

    private(set) var tutor: Session
    private var server: OfflineSession?
    private var check = ProtocolCheck()
    private var queue: [Int: [Happening]] = [:]
    private var times = Heap()
    private var now = 0
    private var random: Generator
    private var connection = 0
    private var connectedAt = 0
    private var speakerBusyUntil = 0
    private var run = 0
    private var hushed = 0
    private var holds = false
    private var mood = Mood.offline
    private var waitingSince: Int?
    private var end = 0

    private(set) var turns = 0
    private(set) var unanswered: [Int] = []
    private(set) var faults: [String] = []
    private(set) var losses = 0
    private(set) var renewals = 0
    private(set) var bargeIns = 0
    private(set) var right = 0
    private(set) var oldest = Duration.zero

    init(seed: UInt64) {
        random = Generator(state: seed)
        let exercises = (0..<600).map { number in
            Exercise(
                id: ExerciseID(rawValue: "e\(number)"), objective: "add", kind: .number,
                ask: "What is \(number) and nothing?", expect: ["\(number)"], hints: ["Nothing changes it."],
                explain: "It stays \(number).")
        }
        tutor = Session(
            lesson: Lesson(
                id: "long", title: "Long", language: "en-GB", ages: 6...8,
                objectives: [Objective(id: "add", title: "Add")], exercises: exercises, instructions: "Be kind.",
                greeting: "Hello.", closing: "Goodbye."))
    }

    mutating func run(hours: Int) {
        end = hours * 3_600_000
        at(0, .reconnect)
        at(420_000, .lose)
        at(5_000, .pupilConsiders)
        // A connection is renewed for ever: what was begun has ten minutes to come to its end.
        while let next = times.pop(), next < end + 600_000 {
            now = next
            for happening in queue.removeValue(forKey: next) ?? [] { happens(happening) }
        }
    }

    private mutating func at(_ time: Int, _ happening: Happening) {
        if queue[time] == nil { times.push(time) }
        queue[time, default: []].append(happening)
    }

    private mutating func after(_ delay: Int, _ happening: Happening) { at(now + max(1, delay), happening) }

    private mutating func happens(_ happening: Happening) {
        switch happening {
        case .tutor(let event): tell(event)
        case .toTutor(let event, let connection):
            guard connection == self.connection, server != nil else { return }
            faults += check.received(event).map { "\(now) ms: \(event.type) \($0)" }
            tell(.received(event))
        case .toServer(let event, let connection):
            guard connection == self.connection else { return }
            serve(.client(event))
        case .server(let event, let connection):
            guard connection == self.connection else { return }
            serve(event)
        case .lose:
            if server != nil {
                losses += 1
                drop("1006")
                after(Int.random(in: 100...4_000, using: &random), .reconnect)
            }
            if now < end / 2 { after(420_000, .lose) }
        case .reconnect:
            connection += 1
            connectedAt = now
            check.reconnect()
            server = OfflineSession(identity: "c\(connection)")
            tell(.linkUp)
            serve(.connected(model: nil))
        case .pupilConsiders: consider()
        case .pupilInterrupts:
            guard !holds, mood == .speaking, now < end else { return }
            bargeIns += 1
            press()
        case .release:
            holds = false
            tell(.talkReleased)
            hear(SchoolDay.quiet, frames: 10)
        case .played(let frame, let run):
            guard run == self.run else { return }
            waitingSince = nil
            tell(.played(samples: frame.samples.count))
        }
    }

    private mutating func drop(_ reason: String) {
        oldest = max(oldest, .milliseconds(now - connectedAt))
        server = nil
        connection += 1
        tell(.linkDown(reason))
    }

    /// The pupil presses when the lamp says ready.
    private mutating func consider() {
        if let since = waitingSince, now - since > 40_000 {
            unanswered.append(since / 1000)
            waitingSince = nil
        }
        if !holds, now < end, mood == .ready { press() }
        if now < end { after(Int.random(in: 3_000...22_000, using: &random), .pupilConsiders) }
    }

    private mutating func press() {
        holds = true
        turns += 1
        hear(SchoolDay.quiet, frames: 15, backwards: true)
        tell(.talkPressed)
        let length = Int.random(in: 20...80, using: &random)
        hear(SchoolDay.voice, frames: length)
        after(length * 20, .release)
    }

    /// Frames of the microphone, each at the time it would come.
    private mutating func hear(_ frame: AudioFrame, frames: Int, backwards: Bool = false) {
        for index in 0..<frames {
            if backwards {
                tell(.heard(frame, Level(of: frame.samples)), at: now - (frames - index) * 20)
            } else {
                after(index * 20 + 20, .tutor(.heard(frame, Level(of: frame.samples))))
            }
        }
    }

    private mutating func tell(_ event: Session.Event, at time: Int? = nil) {
        for action in tutor.handle(event, at: .milliseconds(time ?? now)) {
            switch action {
            case .send(let event):
                faults += check.sent(event).map { "\(now) ms: \(event.type) \($0)" }
                after(20, .toServer(event, connection: connection))
            case .play(let frame):
                speakerBusyUntil = max(speakerBusyUntil, now) + frame.samples.count / 24
                at(max(now + 1, speakerBusyUntil), .played(frame, run: run))
            case .stopPlaying:
                run += 1
                speakerBusyUntil = now
                after(5, .tutor(.silenced))
            case .show(let shown): mood = shown
            case .run(let call): after(50, .tutor(.toolFinished(call.id, output: "{}")))
            case .record(let attempt, let ticket):
                right += attempt.verdict == .right ? 1 : 0
                after(3, .tutor(.recorded(ticket)))
            case .wake(let timer, let delay): after(Int(delay / .milliseconds(1)), .tutor(.timer(timer)))
            case .renew:
                renewals += 1
                drop("renewed")
                after(150, .reconnect)
            case .tell(.trouble(let text)): faults.append("\(now) ms: \(text)")
            case .tell(.turn): waitingSince = nil
            case .tell: break
            }
            if case .show(.speaking) = action, Int.random(in: 0..<5, using: &random) == 0 {
                after(Int.random(in: 100...1_500, using: &random), .pupilInterrupts)
            }
            if case .show(.thinking) = action { waitingSince = waitingSince ?? now }
        }
    }

    private mutating func serve(_ event: OfflineSession.Event) {
        // In place: a copy of its log with each event would take the day.
        guard let actions = server?.handle(event) else { return }
        for action in actions {
            switch action {
            case .send(let event): after(20, .toTutor(event, connection: connection))
            case .listen, .hear, .forget: break
            case .finishListening:
                // The right answer mostly, and a wrong one now and then.
                let wanted = tutor.currentExercise?.expect.first ?? "0"
                let text = Int.random(in: 0..<5, using: &random) == 0 ? "5000" : wanted
                let words = PupilWords(text: text, confidence: 0.95, judgement: .accepted)
                after(10, .server(.recognised(words), connection: connection))
            case .speak(let utterance, let text, _):
                let frames = max(1, text.count)
                for index in 0..<frames {
                    after(5 + index * 8, .server(.voiced(SchoolDay.voice, utterance), connection: connection))
                }
                after(5 + frames * 8, .server(.voiceFinished(utterance), connection: connection))
            case .hush, .listTools, .callTool: break
            }
        }
    }

    private static let voice = AudioFrame((0..<960).map { $0 % 48 < 24 ? 6000 : -6000 })
    private static let quiet = AudioFrame.silence(samples: 480)
}

private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// The earliest of many times.
private struct Heap {
    private var times: [Int] = []

    mutating func push(_ time: Int) {
        times.append(time)
        var child = times.count - 1
        while child > 0, times[child] < times[(child - 1) / 2] {
            times.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Int? {
        guard let first = times.first else { return nil }
        let last = times.removeLast()
        guard !times.isEmpty else { return first }
        times[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < times.count else { return first }
            let child = left + 1 < times.count && times[left + 1] < times[left] ? left + 1 : left
            guard times[child] < times[parent] else { return first }
            times.swapAt(child, parent)
            parent = child
        }
    }
}
