import GRDB
import GRDBSQLite

/// The file of an open database, past the cache and the log: what SQLite's own pager reads and writes
/// (`SQLITE_FCNTL_FILE_POINTER`).
struct SQLiteFile {
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods

    init(_ db: Database) throws {
        var file: UnsafeMutablePointer<sqlite3_file>?
        try SQLiteFile.check(sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file))
        guard let file, let methods = file.pointee.pMethods?.pointee else {
            throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
        }
        self.file = file
        self.methods = methods
    }

    func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            try SQLiteFile.check(methods.xRead(file, bytes.baseAddress, CInt(count), Int64(offset)))
            filled = count
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws {
        try bytes.withUnsafeBytes { bytes in
            try SQLiteFile.check(methods.xWrite(file, bytes.baseAddress, CInt(bytes.count), Int64(offset)))
        }
    }

    func flush() throws { try SQLiteFile.check(methods.xSync(file, SQLITE_SYNC_FULL)) }

    private static func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
