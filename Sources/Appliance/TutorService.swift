import Audio
public import Hardware
import Lessons
import Realtime
public import RealtimeSocket
public import Tools
public import Tutor

/// Feeds one ``Session`` from every edge, and carries out what it answers.
///
/// One task owns the session, so it needs no lock. Carrying out never waits on network, tool or disk.
public struct TutorService: Sendable {
    /// How a session ended.
    public enum End: Sendable, Hashable {
        /// The lesson is over, or the task was cancelled.
        case over
        /// The box was handed on: what was said is forgotten, another session is to begin.
        case left(Departure)
    }

    /// When the service stops by itself.
    public enum Lifetime: Sendable, Hashable {
        /// When its task is cancelled.
        case untilCancelled
        /// When the lesson is over and its last word was heard.
        case oneLesson
    }

    let board: any Board
    let link: any RealtimeLink
    let firstSession: Session
    let keeper: any AnswerKeeper
    let tools: ToolBox
    let clock: any Timekeeper
    let lifetime: Lifetime
    let announcer: Announcer?
    let moderator: (any Moderator)?
    let budgets: (@Sendable () -> Budget?)?
    let outside: AsyncStream<Session.Event>?
    let proof: WriteProof?
    let watch: @Sendable (Step) -> Void

    /// - Parameters:
    ///   - announcer: the box's own voice, for what the tutor cannot say. Its owner finishes it.
    ///   - moderator: judges what the tutor says, where the session asks for it.
    ///   - budgets: asked each minute whether a new day began; tells what may be spent then.
    ///   - outside: what comes from beside board, link and tools: the teacher's edits, resources that changed. Read once.
    ///   - proof: is told when the gradebook has proved that it writes.
    ///   - watch: is told each step, on the session's own task: it must return at once.
    public init(
        board: any Board, link: any RealtimeLink, session: Session, keeper: any AnswerKeeper, tools: ToolBox,
        clock: any Timekeeper = MonotonicTime(), lifetime: Lifetime = .untilCancelled,
        announcer: Announcer? = nil, moderator: (any Moderator)? = nil,
        budgets: Budgets? = nil, outside: AsyncStream<Session.Event>? = nil, proof: WriteProof? = nil,
        watch: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.board = board
        self.link = link
        firstSession = session
        self.keeper = keeper
        self.tools = tools
        self.clock = clock
        self.lifetime = lifetime
        self.announcer = announcer
        self.moderator = moderator
        self.budgets = budgets?.renewed
        self.outside = outside
        self.proof = proof
        self.watch = watch
    }

    /// Holds the session to its end.
    /// - Throws: ``HardwareError`` when the board cannot be had, and what the link throws when it cannot be tried again.
    @discardableResult
    public func run() async throws -> End {
        let inbox = EventInbox()
        board.setVolume(firstSession.volume)
        let hands = Hands(
            inbox: inbox, keeping: KeepingThread(keeper, inbox: inbox, clock: clock),
            announcer: announcer, desk: QuestionDesk(inbox: inbox, clock: clock))
        defer { hands.finish() }
        return try await withThrowingTaskGroup(of: Departure?.self) { group in
            group.addTask {
                for await event in link.events {
                    if let event = Session.Event(event) { inbox.post(event, at: clock.now) }
                }
                return nil
            }
            group.addTask {
                try await board.run { event in
                    let (event, at) = Session.Event.of(event)
                    if let event { inbox.post(event, at: at ?? clock.now) }
                }
                return nil
            }
            group.addTask {
                try await link.run()
                return nil
            }
            group.addTask {
                while !Task.isCancelled {
                    let now = clock.now
                    hands.keeping.check(at: now) { [proof] in proof?.wrote(now) }
                    try? await clock.sleep(for: Watchdog.checkInterval)
                }
                return nil
            }
            if let outside {
                group.addTask {
                    for await event in outside { inbox.post(event, at: clock.now) }
                    return nil
                }
            }
            if let budgets {
                group.addTask {
                    while !Task.isCancelled {
                        try? await clock.sleep(for: .seconds(60))
                        if let budget = budgets() { inbox.post(.budgetRenewed(budget), at: clock.now) }
                    }
                    return nil
                }
            }
            group.addTask { try await converse(hands) }
            var end = End.over
            // The conversation is the one task that ends of itself; an edge that fails ends it too.
            while !group.isEmpty {
                do {
                    if let departure = try await group.next() ?? nil { end = .left(departure) }
                } catch {
                    group.cancelAll()
                    throw error
                }
                if Task.isCancelled || inbox.isOver { group.cancelAll() }
            }
            return end
        }
    }

    /// What actions are carried out with.
    private struct Hands {
        var inbox: EventInbox
        var keeping: KeepingThread
        var announcer: Announcer?
        var desk: QuestionDesk

        func finish() { keeping.finish() }
    }

    /// - Returns: where the session was left to, if it was.
    private func converse(_ hands: Hands) async throws -> Departure? {
        let inbox = hands.inbox
        var session = firstSession
        var lamp: Duration?
        var departure: Departure?
        defer { inbox.finish() }
        try await withThrowingDiscardingTaskGroup { group in
            conversation: while true {
                let events = await inbox.next(hurried: session.isHurried)
                guard !events.isEmpty else { break }
                for stamped in events {
                    let actions = session.handle(stamped.event, at: stamped.at)
                    for action in actions { carryOut(action, at: stamped.at, hands, lamp, group: &group) }
                    var step = Step(at: stamped.at, event: stamped.event, actions: actions)
                    if case .talkPressed = stamped.event, actions.contains(.show(.listening)) {
                        lamp = clock.now - stamped.at
                        step.lamp = lamp?.inNanoseconds
                    }
                    watch(step)
                    departure = actions.lazy.compactMap { if case .leave(let to) = $0 { to } else { nil } }.first
                    if departure != nil { break conversation }
                    if lifetime == .oneLesson, session.isOver, session.isResting { break conversation }
                }
            }
            group.cancelAll()
        }
        return departure
    }

    private func carryOut(
        _ action: Session.Action, at time: Duration, _ hands: Hands, _ lamp: Duration?,
        group: inout ThrowingDiscardingTaskGroup<any Error>
    ) {
        let inbox = hands.inbox
        switch action {
        case .send(let event): link.send(event)
        case .play(let frame): board.play(frame)
        case .stopPlaying: board.stopPlaying()
        case .show(let mood): board.show(Lamp(mood))
        case .record(let attempt, let ticket): hands.keeping.keep(attempt, ticket, at: time)
        case .renew: link.renew()
        case .setVolume(let percent): board.setVolume(percent)
        case .leave: break
        case .tell(.turn(let latency)): hands.keeping.note(latency, lamp: lamp, at: time)
        case .charge(let spending): hands.keeping.charge(spending, at: time)
        case .report(let trip): hands.keeping.report(trip, at: time)
        case .announce(let announcement):
            hands.announcer?.say(announcement, in: firstSession.language) {
                let event: Session.Event =
                    announcement.isAboutPupils ? .voiced(announcement, $0) : .announced($0)
                inbox.post(event, at: clock.now)
            }
        case .keep(let happening): hands.keeping.keep(happening, at: time)
        case .moderate(let sentence, let item):
            guard let moderator else { break }
            group.addTask { inbox.post(.moderated(item, await moderator.judge(sentence)), at: clock.now) }
        case .tell: break
        case .wake(let timer, let delay):
            group.addTask {
                try? await clock.sleep(for: delay)
                inbox.post(.timer(timer), at: clock.now)
            }
        case .answerTool(let call, let value):
            hands.desk.answer(call, value.map { .value($0) } ?? .declined)
        case .run(let call):
            let questioner = hands.desk.questioner(of: call.id)
            group.addTask {
                let output = await tools.run(
                    call.name, arguments: call.arguments, key: call.id.rawValue, asking: questioner)
                inbox.post(.toolFinished(call.id, output: output), at: clock.now)
            }
        }
    }
}

extension Session.Event {
    /// A board's event as the session takes it, with the time it happened.
    fileprivate static func of(_ event: BoardEvent) -> (Session.Event?, at: Duration?) {
        switch event {
        case .pressed(.talk, let at): (.talkPressed, at)
        case .released(.talk, let at): (.talkReleased, at)
        case .held(.talk, let at): (.talkHeld, at)
        case .pressed(.pupil, let at): (.controlPressed(.pupil), at)
        case .pressed(.volumeUp, let at): (.controlPressed(.volumeUp), at)
        case .pressed(.volumeDown, let at): (.controlPressed(.volumeDown), at)
        case .pressed(.teacher, let at): (.controlPressed(.teacher), at)
        case .released(.pupil, let at): (.controlReleased(.pupil), at)
        case .released(.volumeUp, let at): (.controlReleased(.volumeUp), at)
        case .released(.volumeDown, let at): (.controlReleased(.volumeDown), at)
        case .released(.teacher, let at): (.controlReleased(.teacher), at)
        case .held(.pupil, let at): (.controlHeld(.pupil), at)
        case .held(.volumeUp, let at): (.controlHeld(.volumeUp), at)
        case .held(.volumeDown, let at): (.controlHeld(.volumeDown), at)
        case .held(.teacher, let at): (.controlHeld(.teacher), at)
        case .heard(let frame, let at): (.heard(frame, Level(of: frame.samples)), at)
        case .played(let samples, let at): (.played(samples: samples), at)
        case .silenced(let at): (.silenced, at)
        case .microphone(let state): (.microphone(DeviceCondition(state)), nil)
        case .speaker(let state): (.speaker(DeviceCondition(state)), nil)
        case .lamp(let state): (.lamp(DeviceCondition(state)), nil)
        }
    }

    fileprivate init?(_ event: LinkEvent) {
        switch event {
        case .connecting: return nil
        case .up: self = .linkUp
        case .received(let event): self = .received(event)
        case .malformed(let what): self = .malformed(what)
        case .dropped(let audio, let control): self = .dropped(audio: audio, control: control)
        case .down(let reason, _, let trouble): self = .linkDown(reason, trouble)
        }
    }
}

extension DeviceCondition {
    fileprivate init(_ state: DeviceState) {
        switch state {
        case .running: self = .running
        case .lost(let reason): self = .lost(reason)
        }
    }
}

extension Lamp {
    init(_ mood: Mood) {
        switch mood {
        case .ready: self = .ready
        case .listening: self = .listening
        case .thinking: self = .thinking
        case .speaking: self = .speaking
        case .offline: self = .offline
        case .trouble: self = .trouble
        case .muted: self = .muted
        case .updating: self = .updating
        }
    }
}
