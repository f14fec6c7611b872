import GRDB
import Lessons
import Statements

/// A row of `session`: one pupil with one lesson.
struct Sitting: Sendable, Hashable {
    let seq: Int64
    let id: SessionID
    let pupil: PupilID
    let lesson: LessonID
    let language: String?
    let boot: BootID

    /// - Throws: ``GradebookError/unknownSession(_:)``.
    static func fetch(_ id: SessionID, _ db: Database) throws -> Sitting {
        let statement = try db.cachedStatement(
            sql: "SELECT seq, id, pupil, lesson, language, boot FROM session WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else {
            throw GradebookError.unknownSession(id)
        }
        return Sitting(
            seq: row[0], id: SessionID(rawValue: row[1]), pupil: PupilID(rawValue: row[2]),
            lesson: LessonID(rawValue: row[3]), language: row[4], boot: BootID(rawValue: row[5]))
    }
}
