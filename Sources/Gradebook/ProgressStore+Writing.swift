import GRDB
public import Lessons
public import Statements
import Synchronization

extension ProgressStore {
    /// Characters of an answer that are kept.
    static let longestAnswer = 500

    /// Adds a pupil under a random account name.
    ///
    /// - Parameter name: what a teacher calls the pupil; shown in reports, never sent anywhere.
    public func addPupil(name: String?) throws(GradebookError) -> PupilID {
        let id = PupilID(rawValue: ProgressStore.randomAccount())
        try write { db in
            try db.execute(sql: "INSERT INTO pupil (id, name) VALUES (?, ?)", arguments: [id.rawValue, name])
        }
        return id
    }

    /// Keeps an answer; returns after it is on the disk, so that the pupil may hear the verdict.
    @discardableResult
    public func record(
        _ attempt: Attempt, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) -> StatementID {
        let id = StatementID(rawValue: UUIDv7.make(milliseconds: wall?.milliseconds ?? 0))
        try ProgressStore.check(attempt)
        let keep = keeping(attempt, id: id, in: session, at: monotonic, wall: wall)
        try write { db in try keep(db) }
        return id
    }

    /// The same without blocking the thread. A cancelled task does not take the answer back.
    @discardableResult
    public func record(
        _ attempt: Attempt, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) async throws(GradebookError) -> StatementID {
        let id = StatementID(rawValue: UUIDv7.make(milliseconds: wall?.milliseconds ?? 0))
        try ProgressStore.check(attempt)
        try await writeUncancelled(keeping(attempt, id: id, in: session, at: monotonic, wall: wall))
        return id
    }

    private func keeping(
        _ attempt: Attempt, id: StatementID, in session: SessionID, at monotonic: Duration, wall: WallTime?
    ) -> @Sendable (Database) throws -> Void {
        { [origin] db in
            let sitting = try Sitting.fetch(session, db)
            let moment = Moment(boot: sitting.boot, nanoseconds: monotonic.nanoseconds, wall: wall)
            try ProgressStore.insert(attempt, id: id, in: sitting, at: moment, origin: origin, db)
        }
    }

    /// Keeps the latencies of a turn.
    public func recordTurn(
        _ turn: Turn, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        guard turn.number >= 1 else { throw .invalid("a turn's number is \(turn.number), the first is 1") }
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO turn (session, number, outcome, release_to_commit_ms, release_to_first_audio_ms,
                                      release_to_audible_ms, press_to_lamp_ms, boot, at_ns, wall_ms)
                    SELECT seq, ?, ?, ?, ?, ?, ?, boot, ?, ? FROM session WHERE id = ?
                    """,
                arguments: [
                    turn.number, turn.outcome.rawValue, turn.releaseToCommit?.milliseconds,
                    turn.releaseToFirstAudio?.milliseconds, turn.releaseToAudible?.milliseconds,
                    turn.pressToLamp?.milliseconds, monotonic.nanoseconds, wall?.milliseconds, session.rawValue,
                ])
            guard db.changesCount == 1 else { throw GradebookError.unknownSession(session) }
        }
    }

    private static func check(_ attempt: Attempt) throws(GradebookError) {
        switch attempt.verdict {
        case .right, .wrong: break
        case .unclear: throw .invalid("an unclear answer is no attempt; ask again")
        }
        guard attempt.number >= 1 else { throw .invalid("an attempt's number is \(attempt.number), the first is 1") }
        guard attempt.hints >= 0 else { throw .invalid("an attempt has \(attempt.hints) hints") }
        if let confidence = attempt.confidence, !(0...1).contains(confidence) {
            throw .invalid("a confidence of \(confidence), expected 0 to 1")
        }
    }

    /// One transaction; returns after the commit.
    func write(_ updates: (Database) throws -> Void) throws(GradebookError) {
        do {
            try commit(updates)
        } catch {
            let known = GradebookError(error, path: path)
            guard Ballast.isWanted(for: known, path: path), Ballast(of: path).giveUp() else { throw known }
            do { try commit(updates) } catch { throw GradebookError(error, path: path) }
        }
    }

    /// Rows that may change before the log is written back: some forty answers, five hundred pages.
    private static let mostChanges = 150

    /// Writes a log that has grown back into the database, so that no answer has to wait for it: SQLite would do that in
    /// the commit that makes the log a thousand pages long, with four flushes instead of one.
    func writeBackLog() throws(GradebookError) {
        do {
            try queue.writeWithoutTransaction { db in
                let changes = db.totalChangesCount
                guard writtenBack.withLock({ changes - $0 }) >= ProgressStore.mostChanges else { return }
                try db.checkpoint(.passive)
                writtenBack.withLock { $0 = changes }
            }
        } catch {
            switch GradebookError(error, path: path) {
            // The log takes the answers all the same.
            case .diskFull, .busy: return
            case let known: throw known
            }
        }
    }

    private func commit(_ updates: (Database) throws -> Void) throws {
        try queue.inTransaction(.immediate) { db in
            try updates(db)
            return .commit
        }
    }

    /// One transaction on the database's own thread. GRDB's `async` writes roll back when their task is cancelled;
    /// an answer that was given stays given.
    private func writeUncancelled(_ updates: @escaping @Sendable (Database) throws -> Void) async throws(GradebookError)
    {
        let path = path
        let result: Result<Void, GradebookError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                func commit() throws {
                    try db.inTransaction(.immediate) {
                        try updates(db)
                        return .commit
                    }
                }
                do {
                    do {
                        try commit()
                    } catch {
                        let known = GradebookError(error, path: path)
                        guard Ballast.isWanted(for: known, path: path), Ballast(of: path).giveUp() else { throw known }
                        try commit()
                    }
                    continuation.resume(returning: .success(()))
                } catch {
                    continuation.resume(returning: .failure(GradebookError(error, path: path)))
                }
            }
        }
        try result.get()
    }
}
