import Appliance
import Audio
import Foundation
import Lessons
import OfflineTutor
import Realtime
import Simulation
import TestSupport
import Tutor

/// A discrete simulation: things happen at their times, in milliseconds, in one order.
struct SchoolDay {
    enum Happening {
        case tutor(Session.Event)
        /// From the network, on a connection that may be gone by then.
        case toTutor(Delivery, connection: Int)
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
    private var script: FaultScript
    /// When the line from the server has room again.
    private var lineBusyUntil = 0
    private var queue: [Int: [(session: Int, Happening)]] = [:]
    private var times = TimeHeap()
    private var now = 0
    private var random: SplitMix
    private var connection = 0
    private var connectedAt = 0
    private var speakerBusyUntil = 0
    private var run = 0
    private var hushed = 0
    private var holds = false
    private var mood = Mood.offline
    private var waitingSince: Int?
    private var end = 0

    // MARK: Who

    private let pupils: [Seat]
    /// Counts sessions: what was meant for one does not reach the next.
    private var session = 0
    /// Whose number was said.
    private var claimed: Seat?
    /// Until then nobody is there.
    private var awayUntil = 0
    private(set) var departures: [Departure] = []
    /// Of each session the account.
    private(set) var accounts: [String?] = []

    /// What a script spoils is no fault of the server's, and is told.
    private let isScripted: Bool

    var happened: [LineFault] { script.happened }
    /// Resident memory of this process at each full hour, in KiB.
    private(set) var resident: [Int] = []
    private(set) var turns = 0
    private(set) var unanswered: [Int] = []
    private(set) var faults: [String] = []
    private(set) var troubles: [String] = []
    private(set) var losses = 0
    private(set) var renewals = 0
    private(set) var bargeIns = 0
    private(set) var right = 0
    private(set) var oldest = Duration.zero

    /// - Parameter faults: what goes wrong beside what a day brings.
    /// - Parameter pupils: who hands the box on to whom, about once a minute.
    init(seed: UInt64, faults: [LineFault] = [], pupils: [Seat] = []) {
        self.pupils = pupils
        random = SplitMix(seed: seed)
        script = FaultScript(faults)
        isScripted = !faults.isEmpty
        let exercises = (0..<600).map { number in
            Exercise(
                id: ExerciseID(rawValue: "e\(number)"), objective: "add", kind: .number,
                ask: "What is \(number) and nothing?", expect: ["\(number)"], hints: ["Nothing changes it."],
                explain: "It stays \(number).")
        }
        lesson = Lesson(
            id: "long", title: "Long", language: "en-GB", ages: 6...8,
            objectives: [Objective(id: "add", title: "Add")], exercises: exercises, instructions: "Be kind.",
            greeting: "Hello.", closing: "Goodbye.")
        tutor = Session(lesson: lesson)
        if !pupils.isEmpty { begin(nil, .atOnce) }
    }

    private let lesson: Lesson

    /// What this session's pupil says, and no other's.
    private func mark(of session: Int) -> String { "\(70_000 + session)" }

    private mutating func begin(_ account: String?, _ beginning: SessionSettings.Beginning) {
        session += 1
        accounts.append(account)
        var settings = SessionSettings()
        settings.account = account
        settings.pupils = pupils
        settings.idleEnd = .seconds(90)
        settings.beginning = beginning
        settings.controls = [.init(.pupil, press: .nextPupil)]
        settings.recollection = "Last time there was \(mark(of: session))."
        tutor = Session(lesson: lesson, settings: settings)
        server = nil
        connection += 1
        claimed = nil
        waitingSince = nil
        holds = false
        mood = .offline
        run += 1
        speakerBusyUntil = now
    }

    /// The box is somebody else's: another session, another connection.
    private mutating func handOn(_ departure: Departure) {
        departures.append(departure)
        switch departure {
        case .pupil(let account, let way): begin(account, way == .badge ? .withHello : .atOnce)
        case .idle: begin(nil, .atFirstPress)
        case .nextPupil, .nextLesson: begin(nil, .atOnce)
        }
        after(400, .reconnect)
    }

    /// One of the ways to hand the box on, or to leave it.
    private mutating func handOver() {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            for press in 0..<Int.random(in: 1...4, using: &random) {
                after(press * 300 + 1, .tutor(.controlPressed(.pupil)))
                after(press * 300 + 100, .tutor(.controlReleased(.pupil)))
            }
        case 1: tell(.badge(pupils.randomElement(using: &random)!.account))
        case 2: tell(.unknownBadge)
        case 3: awayUntil = now + 150_000
        // A number is said in a turn.
        case _: break
        }
    }

    /// What the pupil says.
    private mutating func words() -> String {
        let wanted = tutor.currentExercise?.expect.first ?? "0"
        guard !pupils.isEmpty else { return Int.random(in: 0..<5, using: &random) == 0 ? "5000" : wanted }
        if claimed != nil {
            claimed = nil
            return Bool.random(using: &random) ? "yes that is me" : "no that is not me"
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return "i am number \(["one", "two", "twelve", "seven"].randomElement(using: &random)!)"
        case 1, 2: return mark(of: session)
        case _: return wanted
        }
    }

    mutating func run(hours: Int) { run(minutes: hours * 60, loses: true) }

    /// - Parameter loses: whether the network fails each seven minutes until noon.
    mutating func run(minutes: Int, loses: Bool) {
        end = minutes * 60_000
        at(0, .reconnect)
        if loses { at(420_000, .lose) }
        at(5_000, .pupilConsiders)
        // A connection is renewed for ever: what was begun has ten minutes to come to its end.
        while let next = times.pop(), next < end + 600_000 {
            now = next
            if now / 3_600_000 > resident.count { resident.append(SchoolDay.residentKiB) }
            for (session, happening) in queue.removeValue(forKey: next) ?? [] where isTimely(happening, session) {
                happens(happening)
            }
        }
    }

    /// A session's timers, tools and sounds end with it.
    private func isTimely(_ happening: Happening, _ session: Int) -> Bool {
        switch happening {
        case .tutor, .played, .release, .pupilInterrupts, .reconnect: session == self.session
        case .toTutor, .toServer, .server, .lose, .pupilConsiders: true
        }
    }

    private static var residentKiB: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (fields?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4
    }

    private mutating func at(_ time: Int, _ happening: Happening) {
        if queue[time] == nil { times.push(time) }
        queue[time, default: []].append((session, happening))
    }

    private mutating func after(_ delay: Int, _ happening: Happening) { at(now + max(1, delay), happening) }

    private mutating func happens(_ happening: Happening) {
        switch happening {
        case .tutor(let event): tell(event)
        case .toTutor(let delivery, let connection):
            guard connection == self.connection, server != nil else { return }
            arrive(delivery)
        case .toServer(let event, let connection):
            guard connection == self.connection else { return }
            let (passes, answers) = script.receiving(event)
            for answer in answers { send(answer) }
            if passes { serve(.client(event)) }
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
            script.connected()
            lineBusyUntil = now
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

    /// On its way to the tutor: 20 ms, behind what is on its way already.
    private mutating func send(_ delivery: Delivery) {
        lineBusyUntil = max(lineBusyUntil, now)
        if case .pause(let time) = delivery {
            lineBusyUntil += Int(time / .milliseconds(1))
        } else {
            at(max(now + 1, lineBusyUntil + 20), .toTutor(delivery, connection: connection))
        }
    }

    private mutating func arrive(_ delivery: Delivery) {
        switch delivery {
        case .event(let event):
            let found = check.received(event).map { "\(now) ms: \(event.type) \($0)" }
            if !isScripted { faults += found }
            tell(.received(event))
        case .text(let text):
            do {
                tell(.received(try ServerEvent(json: text)))
            } catch {
                tell(.malformed("\(error)"))
            }
        case .pause: break
        case .close, .abort:
            losses += 1
            drop("closed")
            after(Int.random(in: 100...4_000, using: &random), .reconnect)
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
        if !holds, now < end, mood == .ready, now >= awayUntil {
            if !pupils.isEmpty, Int.random(in: 0..<6, using: &random) == 0 { handOver() } else { press() }
        }
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
        let told = session
        for action in tutor.handle(event, at: .milliseconds(time ?? now)) {
            if told != session {
                faults.append("\(now) ms: a session that was left does \(action)")
                continue
            }
            switch action {
            case .send(let event):
                if let leak = Leak.find(in: event, but: mark(of: session), pupils) {
                    faults.append("\(now) ms: \(leak)")
                }
                if !isScripted { faults += check.sent(event).map { "\(now) ms: \(event.type) \($0)" } }
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
            case .tell(.trouble(let text)):
                if isScripted { troubles.append(text) } else { faults.append("\(now) ms: \(text)") }
            case .tell(.turn): waitingSince = nil
            case .announce(let announcement):
                if case .isThatYou(let seat) = announcement { claimed = seat }
                after(
                    300,
                    .tutor(
                        announcement.isAboutPupils
                            ? .voiced(announcement, SchoolDay.voice) : .announced(SchoolDay.voice)))
            case .leave(let departure): handOn(departure)
            case .moderate(_, let item): after(200, .tutor(.moderated(item, .clean)))
            case .tell, .charge, .report, .setVolume, .answerTool, .keep: break
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
            case .send(let event): for delivery in script.sending(event) { send(delivery) }
            case .listen, .hear, .forget: break
            case .finishListening:
                // The right answer mostly, and a wrong one now and then.
                let words = PupilWords(text: words(), confidence: 0.95, judgement: .accepted)
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
