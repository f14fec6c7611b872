import Synchronization
public import Tutor

/// What a box has to say beside its lessons. It outlives them: a session that begins is told what still stands.
public final class BoxNews: Sendable {
    private struct Desk {
        var troubles: [Trouble] = []
        /// Until it is over and a session has told so.
        var stick: StickNews?
        var outlet: AsyncStream<Session.Event>.Continuation?
    }

    private struct Trouble {
        var code: TroubleCode
        var text: String
        var telling: Telling
    }

    /// How often something is said.
    public enum Telling: Sendable, Hashable {
        /// By each session that begins while it stands.
        case eachSession
        /// By one session.
        case once
        /// One has said it.
        case told
    }

    private let desk = Mutex(Desk())

    public init() {}

    /// Something is wrong until it is mended; a session says it once.
    public func trouble(_ code: TroubleCode, _ text: String, _ telling: Telling = .eachSession) {
        desk.withLock { desk in
            guard !desk.troubles.contains(where: { $0.code == code }) else { return }
            desk.troubles.append(Trouble(code: code, text: text, telling: telling))
            desk.outlet?.yield(.troubleFound(code, text))
        }
    }

    public func mended(_ code: TroubleCode) {
        desk.withLock { desk in
            guard let index = desk.troubles.firstIndex(where: { $0.code == code }) else { return }
            desk.troubles.remove(at: index)
            desk.outlet?.yield(.troubleMended(code))
        }
    }

    public func stick(_ news: StickNews) {
        desk.withLock { desk in
            desk.stick = news
            desk.outlet?.yield(.stick(news))
        }
    }

    /// Sees each step of a session: what nobody has told, between two sessions or while a pupil is chosen, the next one is told.
    public func watch(_ step: Step) {
        for action in step.actions {
            if case .tell(.stick(let news)) = action, !news.isBusy {
                desk.withLock { desk in
                    if desk.stick == news { desk.stick = nil }
                }
            } else if case .announce(.trouble(let code)) = action {
                desk.withLock { desk in
                    for index in desk.troubles.indices
                    where desk.troubles[index].code == code && desk.troubles[index].telling == .once {
                        desk.troubles[index].telling = .told
                    }
                }
            }
        }
    }

    /// From now on a session is told, through its stream of outside events.
    public func attach(_ outlet: AsyncStream<Session.Event>.Continuation) {
        desk.withLock { desk in
            desk.outlet = outlet
            for trouble in desk.troubles where trouble.telling != .told {
                outlet.yield(.troubleFound(trouble.code, trouble.text))
            }
            if let stick = desk.stick { outlet.yield(.stick(stick)) }
        }
    }
}
