public import Hardware
import Synchronization
public import Tutor

/// Turns badges into what a session is told: an account, never a number. It outlasts the sessions: a badge that is held to
/// the box between two of them, or just when one is left, is told to the next. Of several the last one counts.
public final class BadgeDesk: Sendable {
    private struct Content {
        var session: (@Sendable (Session.Event) -> Void)?
        /// What no session has taken in yet: the newest few.
        var waiting: [Session.Event] = []
    }

    static let mostWaiting = 16

    private let reader: any BadgeReader
    private let account: @Sendable (String) throws -> String?
    private let content = Mutex(Content())

    /// - Parameter account: whose badge it is, nil for nobody's; called on the reader's thread. Its errors must not have the
    ///   number in them.
    public init(_ reader: any BadgeReader, account: @escaping @Sendable (String) throws -> String?) {
        self.reader = reader
        self.account = account
    }

    /// Reads until cancelled.
    public func run() async throws {
        try await reader.run { [self] event in
            switch event {
            case .read(let number): tell(meaning(of: number))
            case .reader(.running): break
            case .reader(.lost(let reason)): tell(.outsideTrouble(reason))
            }
        }
    }

    /// Whom to tell from now on, in order; it must return at once.
    public func attach(_ session: @escaping @Sendable (Session.Event) -> Void) {
        content.withLock { content in
            content.session = session
            let last = content.waiting.lastIndex(where: \.isBadge)
            content.waiting = content.waiting.enumerated().filter { !$1.isBadge || $0 == last }.map(\.element)
            for event in content.waiting { session(event) }
        }
    }

    /// Sees what the session takes in: what it did not get to before it was left is for the next.
    public func watch(_ step: Step) {
        content.withLock { content in
            guard content.session != nil else { return }
            if let index = content.waiting.firstIndex(of: step.event) { content.waiting.removeFirst(index + 1) }
            if step.actions.contains(where: { if case .leave = $0 { true } else { false } }) { content.session = nil }
        }
    }

    /// The session is over.
    public func detach() { content.withLock { $0.session = nil } }

    private func meaning(of number: BadgeNumber) -> Session.Event {
        do {
            return try account(number.digits).map { .badge($0) } ?? .unknownBadge
        } catch {
            return .outsideTrouble("a badge could not be looked up: \(error)")
        }
    }

    private func tell(_ event: Session.Event) {
        content.withLock { content in
            content.waiting.append(event)
            if content.waiting.count > BadgeDesk.mostWaiting { content.waiting.removeFirst() }
            content.session?(event)
        }
    }
}

extension Session.Event {
    fileprivate var isBadge: Bool {
        if case .badge = self { return true }
        return self == .unknownBadge
    }
}
