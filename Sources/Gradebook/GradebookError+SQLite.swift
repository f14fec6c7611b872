import GRDB

extension GradebookError {
    /// SQLite's error as ours (result codes: sqlite.org/rescode.html).
    init(_ error: any Error, path: String) {
        if let known = error as? GradebookError {
            self = known
            return
        }
        guard let error = error as? DatabaseError else {
            self = .refused(path: path, reason: String(describing: error))
            return
        }
        let reason = error.message ?? String(describing: error.resultCode)
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, finding: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: reason)
        case .SQLITE_IOERR: self = .inputOutput(path: path, reason: reason)
        default: self = .refused(path: path, reason: reason)
        }
    }
}
