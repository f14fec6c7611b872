public import Statements

/// What can go wrong with the gradebook, on which file, and what to do about it.
public enum GradebookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file is something else than a SQLite database.
    case notADatabase(path: String)
    /// The file is a SQLite database of another program.
    case foreign(path: String)
    /// The database does not pass SQLite's own check.
    case damaged(path: String, finding: String)
    /// A newer version of this program has written the database.
    case newerVersion(path: String, found: Int, known: Int)
    /// The database would not keep a promise made to a pupil through a power cut.
    case notDurable(path: String, setting: String, value: String)
    case diskFull(path: String)
    case readOnly(path: String)
    /// Another program holds the database.
    case busy(path: String)
    /// The device under the file fails; what was acknowledged before is safe.
    case inputOutput(path: String, reason: String)
    case unknownSession(SessionID)
    case unknownPupil(PupilID)
    /// What was to be kept makes no sense.
    case invalid(String)
    /// Anything else that SQLite refuses.
    case refused(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open the gradebook \(path): \(reason); check that its folder exists and can be written to"
        case .notADatabase(let path):
            "\(path) is no gradebook: it is not a SQLite database; name another file or move this one away"
        case .foreign(let path):
            "\(path) is no gradebook: another program made this database; name another file"
        case .damaged(let path, let finding):
            "the gradebook \(path) is damaged (\(finding)); move it aside and put back the last backup"
        case .newerVersion(let path, let found, let known):
            "the gradebook \(path) has version \(found), this program knows up to \(known); update the program"
        case .notDurable(let path, let setting, let value):
            "the gradebook \(path) would lose answers in a power cut: \(setting) is \(value); put it on a local disk"
        case .diskFull(let path):
            "no space left for the gradebook \(path); free some space, nothing that was kept is lost"
        case .readOnly(let path):
            "the gradebook \(path) cannot be written to; check its owner, its mode and how its disk is mounted"
        case .busy(let path):
            "another program writes to the gradebook \(path), most likely the tutor itself: `systemctl stop tutor`, then again"
        case .inputOutput(let path, let reason):
            "reading or writing the gradebook \(path) failed (\(reason)); check the card or disk, then start again"
        case .unknownSession(let id): "no session \(id) in the gradebook; start one first"
        case .unknownPupil(let id): "no pupil \(id) in the gradebook; add the pupil first"
        case .invalid(let what): "not kept: \(what)"
        case .refused(let path, let reason): "the gradebook \(path) refused: \(reason)"
        }
    }
}
