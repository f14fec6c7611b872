public import Audio
import Dialogue
public import Lessons
public import Realtime

/// Decides everything that happens between a pupil and the tutor, and does none of it.
///
/// A session performs no I/O and reads no clock. It is told what happened and when, and answers with what to do, in
/// order. Any event in any state is legal and has a written answer.
///
///     idle ──press──> listening ──release──> closing ──tail──> thinking ──first audio──> speaking ──all heard──> idle
///       ^                 ^ ^                                     │ press                   │ press
///       └── too short ────┘ └─────────────────────────────────────┴─────────────────────────┘ (barge-in)
public struct Session: Sendable {
    /// A fact. Times are the argument of ``handle(_:at:)``: when it happened, not when it was read.
    public enum Event: Sendable, Hashable, Codable {
        case talkPressed
        case talkReleased
        /// The talk button was down already when the board started: it is no press.
        case talkHeld
        /// A control was down already when the board started.
        case controlHeld(Control)
        case controlPressed(Control)
        case controlReleased(Control)
        /// 20 ms of the microphone, and how loud they are; always flowing. The time is that of its first sample.
        case heard(AudioFrame, Level)
        /// This many more samples left the speaker.
        case played(samples: Int)
        /// The speaker was stopped: nothing queued before will be heard or reported any more.
        case silenced
        case microphone(DeviceCondition)
        case speaker(DeviceCondition)
        /// The recording lamp: lost means that it may not show what is true.
        case lamp(DeviceCondition)
        case linkUp
        /// Why, in words, and as far as somebody can do something about it.
        case linkDown(String, ConnectionTrouble? = nil)
        case received(ServerEvent)
        /// Something arrived that is no event.
        case malformed(String)
        /// Events of ours that will not arrive: the line is too slow, or was down.
        case dropped(audio: Int, control: Int)
        case toolFinished(CallID, output: String)
        /// A running tool cannot go on before the pupil has answered: in words, and as a JSON Schema of one value.
        case toolAsks(CallID, String, schema: JSONValue)
        /// A resource that the lesson watches has changed.
        case resourceChanged(String, text: String)
        /// Something beside the box and the tutor does not work: what, and what to do about it.
        case outsideTrouble(String)
        /// A server tells its tools: for the first time, anew, or no more.
        case toolsChanged(server: String, [ToolCard])
        /// The teacher has edited the lesson's file.
        case lessonChanged(Lesson)
        /// Something of the box beside the conversation is wrong: it is told by lamp and voice, and stays until the session
        /// ends.
        case troubleFound(TroubleCode, String)
        /// The teacher has edited the lesson's file, and it cannot be taught: what is wrong, with its place.
        case lessonBroken(String)
        case recorded(Ticket)
        case recordFailed(Ticket, reason: String)
        case timer(TimerID)
        /// What the box's own voice made of an ``Action/announce(_:)``.
        case announced(AudioFrame)
        case moderated(ItemID, Moderation)
        /// A new day, or a clock that was set: what may be spent, and what was spent today.
        case budgetRenewed(Budget)
        /// What was found is mended.
        case troubleMended(TroubleCode)
        case stick(StickNews)
        /// What is said in this session is kept as sound: everybody in the room is to know.
        case voicesKept
        /// A badge was read: whose account it is.
        case badge(String)
        /// A badge was read that is nobody's.
        case unknownBadge
        /// What the box's own voice made of an ``Action/announce(_:)`` about who is there.
        case voiced(Announcement, AudioFrame)
    }

    /// An order. They are carried out in the order given.
    public enum Action: Sendable, Hashable, Codable {
        case send(ClientEvent)
        case play(AudioFrame)
        /// Silence now; what was queued is dropped. Answered by ``Event/silenced``.
        case stopPlaying
        case show(Mood)
        case run(ToolCall)
        /// What a running tool asked the pupil; `nil` where the pupil would not say, or did not.
        case answerTool(CallID, JSONValue?)
        /// Keep an answer durably. Answered by ``Event/recorded(_:)`` or ``Event/recordFailed(_:reason:)``.
        case record(Attempt, Ticket)
        case wake(TimerID, after: Duration)
        /// How loud the loudspeaker is from now on: 0 to 100.
        case setVolume(Int)
        /// The box is somebody else's: end this session, and begin another.
        case leave(Departure)
        /// Replace the connection by a new one. Answered by ``Event/linkDown(_:)`` and ``Event/linkUp``.
        case renew
        case tell(Notice)
        /// Say it with the box's own voice. Answered by ``Event/announced(_:)``, where it has one.
        case announce(Announcement)
        /// Keep what was used and what it cost.
        case charge(Spending)
        /// Keep for the teacher that an answer was stopped.
        case report(OutputGuard.Trip)
        /// Show a sentence of an answer to the moderator. Answered by ``Event/moderated(_:_:)``.
        case moderate(String, ItemID)
        /// Keep for the teacher what happened beside the answers.
        case keep(Happening)
    }

    enum State: Sendable, Hashable {
        /// Nobody has the floor.
        case idle
        /// The pupil holds the button.
        case listening(Turn)
        /// The button is released; the tail of the last word is still being taken.
        case closing(Turn, released: Duration)
        /// The turn is committed; nothing is audible yet.
        case thinking(Floor)
        /// The tutor is heard.
        case speaking(Floor)
    }

    enum Connection: Sendable, Hashable {
        case down
        /// The link is up; `session.created` is due.
        case opening
        /// `session.update` was sent; `session.updated` is due.
        case configuring
        /// The server refused the settings: nobody is taught before somebody has changed them.
        case refused
        case ready
    }

    /// An attempt on its way to the gradebook, and the result that waits for it.
    struct Keeping: Sendable, Hashable {
        var call: CallID
        var attempt: Attempt
        var output: String
        var unsavedOutput: String
    }

    /// Whether the pupil has to do with the connection.
    enum Outage: Sendable, Hashable {
        case none
        /// It was lost; it may be back before anybody notices.
        case unnoticed(connection: Int)
        /// It has been away for long, or was never there: a press is told so.
        case told
    }

    enum Age: Sendable, Hashable { case young, old }

    /// Whether the microphone is turned off.
    enum Hearing: Sendable, Hashable { case on, off }

    public let settings: SessionSettings
    var state = State.idle
    var connection = Connection.down
    /// Counts connections, to tell timers apart.
    var connections = 0
    /// Counts links that came up, settings taken or not.
    var links = 0
    var outage = Outage.told
    var age = Age.young
    var memory = ConversationMemory()
    /// The message that the tutor is saying.
    var answering: ItemID?
    /// The answer that the loss of the connection cut short.
    var cutAnswer: ItemID?
    var lesson: LessonRun
    var responses = ResponseQueue()
    var preRoll = PreRoll()
    var microphone = DeviceCondition.running
    var output = DeviceCondition.running
    var speaker = Speaker.playing
    /// Samples of our own sounds that the speaker has before anything of the tutor's.
    var earcons = 0
    /// What the box's own voice is to say when nobody has the floor.
    var announcements: [AudioFrame] = []
    /// The trouble that was said aloud last, until there is a connection again.
    var announced: ConnectionTrouble?
    /// How often in a row there was none.
    var failures = 0
    /// Why there is no connection.
    var trouble = ConnectionTrouble.network
    /// The answer that the guard stopped last.
    var stopped: ItemID?
    var budget: Budget?
    var outputGuard: OutputGuard
    var errands = Errands()
    var deciding = TeacherButton.up
    /// The tools beside the lesson's own.
    var cards: [ToolCard]
    /// What the model is to be told anew when nobody has the floor.
    var edit = Edit.none
    var keeping: [Ticket: Keeping] = [:]
    var greeted: Greeting
    /// Counts turns of either side, to tell timers apart.
    var turn = 0
    var talk = TalkButton.up
    /// The other buttons that are down or stuck.
    var controls: [Control: TalkButton] = [:]
    var gestures: Gestures
    var hearing = Hearing.on
    /// How loud the loudspeaker is, 0 to 100.
    public internal(set) var volume: Int
    /// What is wrong with the box itself, until it is mended.
    var troubles: Set<TroubleCode> = []
    var stick = Stick.none
    /// Turns in a row in which nothing was to be heard.
    var silentTurns = 0
    /// Presses in a row that were too short.
    var shortPresses = 0
    /// Counts losses of the microphone, to tell timers apart.
    var losses = 0
    var tickets = 0
    /// When the tutor was last heard, and from then to the end of the pupil's answer.
    var lastHeard: Duration?
    var answerTook: Duration?
    /// Whom the box is for.
    var who = Who.settled
    /// Who somebody says they are.
    var claim: Claim?
    /// Counts them, to tell timers apart.
    var claims = 0
    /// Until then the room may hear the box say a name, which is sent to nobody.
    var namedUntil: Duration?
    /// When somebody was last there.
    var active: Duration?
    var idleAlarm = IdleAlarm.off

    /// What the model is to be told anew.
    enum Edit: Sendable, Hashable {
        case none
        case tools
        /// The teacher's, and what tools there are by then.
        case lesson(Lesson)
    }

    /// The teacher's button, or a code by all the buttons, while something waits for the teacher.
    enum TeacherButton: Sendable, Hashable {
        case up
        /// Down since something waited for it; held for longer it means no.
        case down(number: Int)
        /// What it meant was done.
        case done
        case entering([Control])
    }

    enum Speaker: Sendable, Hashable {
        case playing
        /// Told to stop: until it says that it is silent, what it reports is about what it had before.
        case stopping
    }

    public init(lesson: Lesson, settings: SessionSettings = SessionSettings()) {
        self.settings = settings
        self.lesson = LessonRun(lesson: lesson, limit: settings.exercises, knowledge: settings.knowledge)
        cards = settings.tools
        greeted =
            switch settings.beginning {
            case .atOnce: settings.greets ? .due : .done
            case .withHello: .hello
            case .atFirstPress: .atFirstPress
            }
        budget = settings.budget?.within(lesson.budget)
        volume = settings.volume
        hearing = settings.startsMuted ? .off : .on
        gestures = Gestures(settings.controls)
        outputGuard = OutputGuard(rules: settings.guardRules.adding(lesson.guards))
    }

    /// Whether nobody has the floor and nothing is under way.
    public var isResting: Bool {
        switch state {
        case .idle: responses.isQuiet
        // An open microphone is no turn before somebody talks.
        case .listening(let turn): settings.turns.isOpen && !turn.isSpoken && responses.isQuiet
        case .closing, .thinking, .speaking: false
        }
    }

    /// Whether each period of sound, heard or played, is wanted at once. Otherwise a tenth of a second of them may be
    /// handed over together: nothing is decided by them.
    public var isHurried: Bool {
        switch state {
        case .listening, .closing, .thinking: true
        case .speaking(let floor): floor.ledger.waiting < AudioFrame.samples(in: .milliseconds(200))
        case .idle: false
        }
    }

    /// Whether the lesson was taught to its end.
    public var isOver: Bool { lesson.isOver }

    /// The language of the lesson (BCP 47).
    public var language: String { lesson.lesson.language }

    /// The question that waits for an answer, if there is one.
    public var currentExercise: Exercise? { lesson.current }

    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        switch who {
        case .settled: break
        case .choosing(let choice): return happens(event, during: choice, at: now)
        case .left: return []
        }
        var actions = arrive() + decide(event, at: now)
        guard who == .settled else { return actions.filter { isPossible($0) } }
        actions += watchForIdleness(event, at: now)
        if !errands.news.isEmpty || edit != .none { actions += takeEdit() + deliverNews(at: now) }
        if state == .idle, settings.turns.isOpen { actions += renewIfResting() + openMicrophone(at: now) }
        return actions.filter { isPossible($0) }
    }

    private func isPossible(_ action: Action) -> Bool { connection == .ready || action.isPossibleUnconnected }

    private mutating func decide(_ event: Event, at now: Duration) -> [Action] {
        switch event {
        case .talkPressed: talkPressed(at: now)
        case .talkReleased: talkReleased(at: now) + talkLetGo()
        case .talkHeld: talkHeld(at: now)
        case .controlHeld(let control): controlHeld(control, at: now)
        case .controlPressed(let control): controlPressed(control, at: now)
        case .controlReleased(let control): controlReleased(control, at: now)
        case .heard(let frame, let level): heard(PreRoll.Entry(frame: frame, level: level, at: now))
        case .played(let samples): played(samples, at: now)
        case .silenced: silenced()
        case .microphone(let condition): microphoneChanged(condition)
        case .speaker(let condition): speakerChanged(condition, at: now)
        case .lamp(let condition): lampChanged(condition)
        case .linkUp: linkUp()
        case .linkDown(let reason, let trouble): linkDown(reason, trouble)
        case .received(let event): received(event, at: now)
        case .malformed(let what): [.tell(.trouble("the server sent something that is no event: \(what)"))]
        case .dropped(let audio, let control):
            [.tell(.trouble("\(audio + control) events could not be sent: the network is too slow, or away"))]
        case .toolFinished(let call, let output): toolFinished(call, output, at: now)
        case .toolAsks(let call, let text, let schema): toolAsks(call, text, schema, at: now)
        case .resourceChanged(let source, let text):
            addNews(.update(source: source, Report.note(update: text, of: source)))
        case .outsideTrouble(let text): [.tell(.trouble(text))]
        case .troubleFound(let code, let text): begin(code, text, .trouble(code))
        case .toolsChanged(let server, let cards): toolsChanged(server, cards)
        case .lessonChanged(let lesson): lessonChanged(lesson)
        case .lessonBroken(let why):
            [.tell(.trouble("the lesson's file was edited and is broken; the last good one is taught: \(why)"))]
                + announceAnew(.trouble(.lessonFile))
        case .recorded(let ticket): recorded(ticket, at: now)
        case .recordFailed(let ticket, let reason): recordFailed(ticket, reason, at: now)
        case .timer(let timer): woken(timer, at: now)
        case .announced(let frame): announced(frame)
        case .budgetRenewed(let budget): budgetRenewed(budget)
        case .moderated(let item, let moderation): moderated(item, moderation, at: now)
        case .troubleMended(let code): end(code)
        case .stick(let news): stickChanged(news)
        case .voicesKept: voicesKept()
        case .badge(let account): badge(account)
        case .unknownBadge: announceAnew(.unknownBadge)
        case .voiced(let announcement, let frame): voiced(announcement, frame, at: now)
        }
    }

    /// What the lamps tell when nobody has the floor.
    var restingMood: Mood {
        if stick == .busy { return .updating }
        return switch (microphone, hearing, outage) {
        case (.lost, _, _): .trouble
        case (.running, _, _) where !troubles.isEmpty: .trouble
        case (.running, .off, _): .muted
        case (.running, .on, .none), (.running, .on, .unnoticed): .ready
        case (.running, .on, .told): .offline
        }
    }
}

extension Session.Action {
    /// What is sent without a conversation would be lost: it is told to the next one from memory.
    fileprivate var isPossibleUnconnected: Bool {
        switch self {
        case .send(.sessionUpdate), .play, .stopPlaying, .show, .run, .answerTool, .record, .wake, .renew, .tell,
            .announce, .charge, .report, .moderate, .keep, .setVolume, .leave:
            true
        case .send: false
        }
    }
}
