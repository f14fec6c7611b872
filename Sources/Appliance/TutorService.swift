import Audio
public import Hardware
import Lessons
public import RealtimeSocket
public import Tools
public import Tutor

/// Feeds one ``Session`` from every edge, and carries out what it answers.
///
/// One task owns the session, so it needs no lock. Carrying out never waits on network, tool or disk.
public struct TutorService: Sendable {
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
    let watch: @Sendable (Step) -> Void

    /// - Parameters:
    ///   - announcer: the box's own voice, for what the tutor cannot say.
    ///   - moderator: judges what the tutor says, where the session asks for it.
    ///   - budgets: asked each minute whether a new day began; tells what may be spent then.
    ///   - watch: is told each step, on the session's own task: it must return at once.
    public init(
        board: any Board, link: any RealtimeLink, session: Session, keeper: any AnswerKeeper, tools: ToolBox,
        clock: any Timekeeper = MonotonicTime(), lifetime: Lifetime = .untilCancelled,
        announcer: Announcer? = nil, moderator: (any Moderator)? = nil,
        budgets: Budgets? = nil,
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
        self.watch = watch
    }

    public func run() async throws {
        let inbox = EventInbox()
        let hands = Hands(
            inbox: inbox, keeping: KeepingThread(keeper, inbox: inbox, clock: clock),
            announcer: announcer)
        defer { hands.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in link.events {
                    if let event = Session.Event(event) { inbox.post(event, at: clock.now) }
                }
            }
            group.addTask {
                try await board.run { event in
                    let (event, at) = Session.Event.of(event)
                    if let event { inbox.post(event, at: at ?? clock.now) }
                }
            }
            group.addTask { try await link.run() }
            if let budgets {
                group.addTask {
                    while !Task.isCancelled {
                        try? await clock.sleep(for: .seconds(60))
                        if let budget = budgets() { inbox.post(.budgetRenewed(budget), at: clock.now) }
                    }
                }
            }
            group.addTask { try await converse(hands) }
            // The conversation is the one task that ends of itself; an edge that fails ends it too.
            while !group.isEmpty {
                do {
                    try await group.next()
                } catch {
                    group.cancelAll()
                    throw error
                }
                if Task.isCancelled || inbox.isOver { group.cancelAll() }
            }
        }
    }

    /// What actions are carried out with.
    private struct Hands {
        var inbox: EventInbox
        var keeping: KeepingThread
        var announcer: Announcer?

        func finish() {
            keeping.finish()
            announcer?.finish()
        }
    }

    private func converse(_ hands: Hands) async throws {
        let inbox = hands.inbox
        var session = firstSession
        var lamp: Duration?
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
                    if lifetime == .oneLesson, session.isOver, session.isResting { break conversation }
                }
            }
            group.cancelAll()
        }
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
        case .tell(.turn(let latency)): hands.keeping.note(latency, lamp: lamp, at: time)
        case .charge(let spending): hands.keeping.charge(spending, at: time)
        case .report(let trip): hands.keeping.report(trip, at: time)
        case .announce(let announcement):
            let language = firstSession.language
            hands.announcer?.say(announcement.words(in: language), in: language) {
                inbox.post(.announced($0), at: clock.now)
            }
        case .moderate(let sentence, let item):
            guard let moderator else { break }
            group.addTask { inbox.post(.moderated(item, await moderator.judge(sentence)), at: clock.now) }
        case .tell: break
        case .wake(let timer, let delay):
            group.addTask {
                try? await clock.sleep(for: delay)
                inbox.post(.timer(timer), at: clock.now)
            }
        case .run(let call):
            group.addTask {
                let output = await tools.run(call.name, arguments: call.arguments)
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
        case .pressed(_, let at), .released(_, let at), .held(_, let at): (nil, at)
        case .heard(let frame, let at): (.heard(frame, Level(of: frame.samples)), at)
        case .played(let samples, let at): (.played(samples: samples), at)
        case .silenced(let at): (.silenced, at)
        case .microphone(let state): (.microphone(DeviceCondition(state)), nil)
        case .speaker(let state): (.speaker(DeviceCondition(state)), nil)
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
        }
    }
}
