public import Gradebook
public import Lessons
public import Realtime
public import Tutor

/// A keeper on a disk that may fail or fill up.
///
/// After an error of the disk nothing is written over the same connection again: what the kernel says then is not true
/// any more (a page that could not be written counts as written). The box is to be started anew, which opens the
/// gradebook and writes its log once more. While the room is scarce only what matters is kept.
public struct WatchedKeeper: AnswerKeeper {
    private let keeper: any AnswerKeeper
    private let isScarce: @Sendable () -> Bool
    private let failed: @Sendable (GradebookError) -> Void

    /// - Parameters:
    ///   - isScarce: whether only answers may be written.
    ///   - failed: is told an error of the disk, on the gradebook's thread.
    public init(
        _ keeper: any AnswerKeeper, isScarce: @escaping @Sendable () -> Bool,
        failed: @escaping @Sendable (GradebookError) -> Void
    ) {
        self.keeper = keeper
        self.isScarce = isScarce
        self.failed = failed
    }

    public func keep(_ attempt: Attempt, at time: Duration) throws {
        try watching { try keeper.keep(attempt, at: time) }
    }

    public func note(_ latency: KeptLatency, at time: Duration) throws {
        guard !isScarce() else { return }
        try watching { try keeper.note(latency, at: time) }
    }

    public func charge(_ spending: Spending, at time: Duration) throws {
        try watching { try keeper.charge(spending, at: time) }
    }

    public func report(_ trip: OutputGuard.Trip, at time: Duration) throws {
        try watching { try keeper.report(trip, at: time) }
    }

    public func keep(_ happening: Happening, at time: Duration) throws {
        try watching { try keeper.keep(happening, at: time) }
    }

    public func check(at time: Duration) throws {
        try watching { try keeper.check(at: time) }
    }

    private func watching(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as GradebookError {
            switch error {
            case .inputOutput, .damaged: failed(error)
            case .cannotOpen, .notADatabase, .foreign, .newerVersion, .notDurable, .diskFull, .readOnly, .busy,
                .unknownSession, .unknownPupil, .invalid, .refused:
                break
            }
            throw error
        }
    }
}
