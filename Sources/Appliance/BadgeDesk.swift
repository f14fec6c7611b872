public import Hardware
import Synchronization
public import Tutor

/// Turns badges into what a session is told: an account, never a number. It outlasts the sessions; a badge that is held to
/// the box between two of them is told to the next.
public final class BadgeDesk: Sendable {
    private enum Listener {
        case nobody(missed: Session.Event?)
        case session(@Sendable (Session.Event) -> Void)
    }

    private let reader: any BadgeReader
    private let account: @Sendable (String) throws -> String?
    private let listener = Mutex(Listener.nobody(missed: nil))

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

    /// Whom to tell from now on.
    public func attach(_ session: @escaping @Sendable (Session.Event) -> Void) {
        let missed: Session.Event? = listener.withLock { listener in
            defer { listener = .session(session) }
            return if case .nobody(let missed) = listener { missed } else { nil }
        }
        if let missed { session(missed) }
    }

    /// The session is over.
    public func detach() { listener.withLock { $0 = .nobody(missed: nil) } }

    private func meaning(of number: BadgeNumber) -> Session.Event {
        do {
            return try account(number.digits).map { .badge($0) } ?? .unknownBadge
        } catch {
            return .outsideTrouble("a badge could not be looked up: \(error)")
        }
    }

    private func tell(_ event: Session.Event) {
        let session: (@Sendable (Session.Event) -> Void)? = listener.withLock { listener in
            switch listener {
            case .session(let session): return session
            case .nobody:
                listener = .nobody(missed: event)
                return nil
            }
        }
        session?(event)
    }
}
