import Synchronization
public import Tutor

/// What a box has to say beside its lessons. It outlives them: a session that begins is told what still stands.
public final class BoxNews: Sendable {
    private struct Desk {
        var troubles: [(code: TroubleCode, text: String)] = []
        var stick: StickNews?
        var outlet: AsyncStream<Session.Event>.Continuation?
    }

    private let desk = Mutex(Desk())

    public init() {}

    /// Something is wrong until it is mended; said once.
    public func trouble(_ code: TroubleCode, _ text: String) {
        desk.withLock { desk in
            guard !desk.troubles.contains(where: { $0.code == code }) else { return }
            desk.troubles.append((code, text))
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
            desk.stick = news.isBusy ? news : nil
            desk.outlet?.yield(.stick(news))
        }
    }

    /// From now on a session is told, through its stream of outside events.
    public func attach(_ outlet: AsyncStream<Session.Event>.Continuation) {
        desk.withLock { desk in
            desk.outlet = outlet
            for trouble in desk.troubles { outlet.yield(.troubleFound(trouble.code, trouble.text)) }
            if let stick = desk.stick { outlet.yield(.stick(stick)) }
        }
    }
}
