import GRDB

extension ProgressStore {
    /// Looks whether the gradebook would keep an answer: checks its pages, and commits a write that leaves nothing behind.
    ///
    /// The write is real: a pupil is added and taken away again in one transaction, whose pages go through the log and
    /// are flushed to the disk like an answer's.
    /// - Throws: ``GradebookError``: what an answer would have met.
    public func examine() throws(GradebookError) -> GradebookExamination {
        do {
            return try queue.writeWithoutTransaction { db in
                let begin = ContinuousClock.now
                try db.inTransaction(.immediate) {
                    let id = "doctor-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
                    try db.execute(sql: "INSERT INTO pupil (id) VALUES (?)", arguments: [id])
                    try db.execute(sql: "DELETE FROM pupil WHERE id = ?", arguments: [id])
                    return .commit
                }
                let commit = ContinuousClock.now - begin
                return GradebookExamination(
                    journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "none",
                    synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1,
                    check: try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer",
                    commit: commit,
                    answers: try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt") ?? 0,
                    size: (try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0)
                        * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0))
            }
        } catch {
            throw GradebookError(error, path: path)
        }
    }
}
