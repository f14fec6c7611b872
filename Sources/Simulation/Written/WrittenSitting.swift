import Audio
public import Lessons
import OfflineTutor
import Realtime
public import Tutor

/// A whole lesson in words: the session and the offline tutor, event for event as on the box, with a pupil who is neither
/// seen nor heard, on a clock that costs no time.
///
/// What is left out are the recogniser, the voice and the wires: the pupil's words are handed over as recognised, the
/// tutor's are silence that lasts as long as they would, with a tenth of its samples.
public struct WrittenSitting {
    enum Happening {
        case tutor(Session.Event)
        case toTutor(ServerEvent, connection: Int)
        case toServer(ClientEvent, connection: Int)
        case server(OfflineSession.Event, connection: Int)
        case connect
        case considers
        case interrupts
        case presses(WrittenMove)
        case releases
        case played(AudioFrame, run: Int)
    }

    /// What a sitting needs from outside.
    public struct Surroundings {
        /// Keeps a marked answer, at a time since the lesson's beginning.
        public var keep: (Attempt, Duration) throws -> Void
        /// The result of a declared tool: JSON as text.
        public var runTool: (ToolCall) -> String
        /// What pupils say to have the lesson's tools called.
        public var toolPhrases: [String]

        public init(
            keep: @escaping (Attempt, Duration) throws -> Void,
            runTool: @escaping (ToolCall) -> String = { _ in #"{"error":"no tool is run here"}"# },
            toolPhrases: [String] = []
        ) {
            self.keep = keep
            self.runTool = runTool
            self.toolPhrases = toolPhrases
        }
    }

    /// A lesson that lasts longer than this is told to have no end (milliseconds).
    private static let longest = 24 * 3_600_000
    static let readingSpeed = 15.0

    private let surroundings: Surroundings
    private var mind: any WrittenMind
    var session: Session
    private var server: OfflineSession?
    private var agenda = Agenda<Happening>()
    var watch: SittingWatch
    private(set) var now = 0
    private var connection = 0
    private var run = 0
    private var speakerBusyUntil = 0
    private var words = PupilWords(text: "", confidence: 0, judgement: .silence)
    private var pupil = Pupil.waiting
    private var mood = Mood.offline
    private var end: SittingRecord.Ending?

    /// What the pupil is doing.
    private enum Pupil { case waiting, considering, holding }

    /// - Parameters:
    ///   - lesson: with its numbers drawn.
    ///   - seed: the same seed is the same pupil; nil gives the first accepted answer to each question.
    public init(
        _ lesson: Lesson, pupil: WrittenPupil, seed: UInt64? = nil, settings: SessionSettings = SessionSettings(),
        surroundings: Surroundings
    ) {
        self.surroundings = surroundings
        mind = pupil.mind(seed: seed)
        session = Session(lesson: lesson, settings: settings)
        watch = SittingWatch(pupil: pupil, lesson: lesson, limit: settings.exercises)
    }

    /// Takes the lesson.
    public mutating func take() -> SittingRecord {
        agenda.note(.connect, at: 0)
        while end == nil, let (time, happening) = agenda.next() {
            guard time < WrittenSitting.longest, watch.turns < watch.mostTurns else {
                end = .stuck("the lesson had no end after \(watch.turns) turns of the pupil")
                break
            }
            now = time
            happens(happening)
        }
        return watch.record(
            ending: end ?? .stuck("the tutor fell silent, and the pupil was not asked to speak"),
            seconds: Double(now) / 1_000)
    }

    private mutating func after(_ delay: Int, _ happening: Happening) {
        agenda.note(happening, at: now + max(0, delay))
    }

    private mutating func happens(_ happening: Happening) {
        switch happening {
        case .tutor(let event): tell(event)
        case .toTutor(let event, let connection):
            if connection == self.connection, server != nil { tell(.received(event)) }
        case .toServer(let event, let connection):
            if connection == self.connection { serve(.client(event)) }
        case .server(let event, let connection):
            if connection == self.connection { serve(event) }
        case .connect:
            connection += 1
            server = OfflineSession(identity: "c\(connection)")
            tell(.linkUp)
            serve(.connected(model: nil))
        case .considers: consider()
        case .interrupts:
            guard mood == .speaking, pupil == .waiting else { return }
            pupil = .considering
            watch.cutsShort()
            begin(mind.move(in: watch.situation(session, surroundings.toolPhrases)))
        case .presses(let move): press(move)
        case .releases:
            tell(.talkReleased)
            pupil = .waiting
            for index in 1...3 { after(index * 100, .tutor(.heard(WrittenSitting.quiet, .silence))) }
        case .played(let frame, let run):
            if run == self.run { tell(.played(samples: frame.samples.count)) }
        }
    }

    // MARK: The pupil

    /// The lamp says that a press is heard.
    private mutating func consider() {
        guard pupil == .considering, end == nil else { return }
        guard mood == .ready || mood == .trouble else {
            pupil = .waiting
            return
        }
        begin(mind.move(in: watch.situation(session, surroundings.toolPhrases)))
    }

    private mutating func begin(_ move: WrittenMove) {
        if case .leave(let why) = move {
            end = .left(why)
            return
        }
        // What the microphone heard before the press.
        for index in 0..<3 { after(index * 100, .tutor(.heard(WrittenSitting.quiet, .silence))) }
        after(300, .presses(move))
    }

    private mutating func press(_ move: WrittenMove) {
        pupil = .holding
        var text = ""
        var sounds = true
        switch move {
        case .say(let said):
            text = said
            words = PupilWords(text: said, confidence: 0.95, judgement: .accepted)
        case .mutter(let said):
            text = said
            words = PupilWords(text: said, confidence: 0.6, judgement: .doubtful)
        case .ramble(let said):
            text = said
            words = PupilWords(text: "", confidence: 0.2, judgement: .rejected)
        case .cough: words = PupilWords(text: "", confidence: 0, judgement: .silence)
        case .hold, .leave: sounds = false
        }
        watch.pupilSays(text.isEmpty ? (sounds ? "(a cough)" : "(nothing)") : text)
        tell(.talkPressed)
        let frames = max(8, Int(Double(text.count) / WrittenSitting.readingSpeed * 10))
        for index in 1...frames {
            let event: Session.Event =
                sounds
                ? .heard(WrittenSitting.sound, WrittenSitting.loud) : .heard(WrittenSitting.quiet, .silence)
            after(index * 100, .tutor(event))
        }
        after(frames * 100 + 1, .releases)
    }

    // MARK: The tutor

    private mutating func tell(_ event: Session.Event) {
        watch.hear(event)
        for action in session.handle(event, at: .milliseconds(now)) {
            watch.see(action)
            switch action {
            case .send(let event): after(1, .toServer(event, connection: connection))
            case .play(let frame):
                speakerBusyUntil = max(speakerBusyUntil, now) + max(1, frame.samples.count * 10 / 24)
                agenda.note(.played(frame, run: run), at: speakerBusyUntil)
            case .stopPlaying:
                run += 1
                speakerBusyUntil = now
                after(5, .tutor(.silenced))
            case .show(let shown): see(shown)
            case .run(let call): after(50, .tutor(.toolFinished(call.id, output: surroundings.runTool(call))))
            case .record(let attempt, let ticket):
                do {
                    try surroundings.keep(attempt, .milliseconds(now))
                    after(3, .tutor(.recorded(ticket)))
                } catch {
                    after(3, .tutor(.recordFailed(ticket, reason: "\(error)")))
                }
            case .wake(let timer, let delay): after(Int(delay / .milliseconds(1)), .tutor(.timer(timer)))
            case .renew:
                server = nil
                connection += 1
                after(1, .tutor(.linkDown("renewed")))
                after(150, .connect)
            case .announce: after(300, .tutor(.announced(WrittenSitting.quiet)))
            case .moderate(_, let item): after(200, .tutor(.moderated(item, .clean)))
            case .tell(.lessonOver): end = end ?? .over
            case .tell, .charge, .report, .setVolume, .leave, .answerTool, .keep: break
            }
        }
    }

    private mutating func see(_ shown: Mood) {
        mood = shown
        switch shown {
        case .ready, .trouble:
            if pupil == .waiting {
                pupil = .considering
                after(400, .considers)
            }
        case .speaking:
            if pupil == .waiting, mind.interrupts(in: watch.situation(session, surroundings.toolPhrases)) {
                after(600, .interrupts)
            }
        case .listening, .thinking, .offline, .muted, .updating: break
        }
    }

    private mutating func serve(_ event: OfflineSession.Event) {
        // In place: a copy of its log with each event would take long.
        guard let actions = server?.handle(event) else { return }
        for action in actions {
            switch action {
            case .send(let event): after(1, .toTutor(event, connection: connection))
            case .finishListening: after(10, .server(.recognised(words), connection: connection))
            case .speak(let utterance, let text, let style):
                let seconds = WrittenSitting.seconds(of: text) / max(0.25, style.speed)
                let frames = max(1, Int((seconds / 0.5).rounded(.up)))
                for index in 0..<frames {
                    after(5 + index, .server(.voiced(WrittenSitting.speech, utterance), connection: connection))
                }
                after(5 + frames, .server(.voiceFinished(utterance), connection: connection))
            case .listTools(let server):
                after(20, .server(.toolsListed(server.serverLabel, nil), connection: connection))
            case .listen, .hear, .forget, .hush, .callTool: break
            }
        }
    }

    /// How long a text takes to say, in seconds.
    static func seconds(of text: String) -> Double { max(0.4, Double(text.count) / readingSpeed) }

    /// A tenth of a second of the microphone: as much as the box hands over at once when nothing hurries.
    private static let sound = AudioFrame((0..<2_400).map { $0 % 48 < 24 ? 6_000 : -6_000 })
    private static let loud = Level(of: sound.samples)
    private static let quiet = AudioFrame.silence(samples: 2_400)
    /// Half a second of the tutor's voice; the speaker takes ten times as long over each sample as it would.
    private static let speech = AudioFrame.silence(samples: 1_200)
}
