import GRDB
import GRDBSQLite

// Copies of cells that SQLite has left in the gaps of pages.
extension ProgressStore {
    /// Pages that are looked at without letting an answer in between: 4 MiB.
    private static let pagesAtOnce = 1_024

    /// Empties the log, and overwrites every gap of every page in the file with zeros.
    ///
    /// Written through SQLite's own file: where the power goes a gap has zeros or what it had, and no cell is touched.
    /// Other programs may read meanwhile. Answers go in between.
    /// - Throws: `.busy` while another program reads what is in the log.
    func emptyGaps() throws(GradebookError) {
        do {
            var page = 0
            var isOver = false
            while !isOver {
                try queue.writeWithoutTransaction { db in
                    // Pages in the log would go over what is written here.
                    _ = try db.checkpoint(.truncate)
                    let end = try ProgressStore.emptyGaps(from: page, db)
                    page += ProgressStore.pagesAtOnce
                    isOver = page >= end
                }
            }
        } catch {
            throw GradebookError(error, path: path)
        }
    }

    /// Writes the log back into the database and empties it.
    func emptyLog() throws(GradebookError) {
        do {
            try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch {
            throw GradebookError(error, path: path)
        }
    }

    /// - Returns: how many pages there are.
    private static func emptyGaps(from first: Int, _ db: Database) throws -> Int {
        let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        // In a file of 64 GiB the number at the head of an overflow page could be taken for a kind of page.
        guard size > 0, first < count, count < 1 << 24 else { return count }
        let file = try SQLiteFile(db)
        let pages = min(pagesAtOnce, count - first)
        let bytes = try file.read(pages * size, at: first * size)
        // How many bytes at the end of each page SQLite leaves alone.
        let reserved = Int(try file.read(21, at: 0)[20])
        let zeros = [UInt8](repeating: 0, count: size)
        var isWritten = false
        try bytes.withUnsafeBytes { bytes in
            for index in 0..<pages {
                let page = UnsafeRawBufferPointer(rebasing: bytes[index * size..<(index + 1) * size])
                let header = first + index == 0 ? 100 : 0
                for gap in PageGaps.ranges(of: page, header: header, usable: size - reserved)
                where page[gap].contains(where: { $0 != 0 }) {
                    try file.write(zeros[..<gap.count], at: (first + index) * size + gap.lowerBound)
                    isWritten = true
                }
            }
        }
        if isWritten {
            try file.flush()
            // Pages in memory have their old gaps.
            sqlite3_db_release_memory(db.sqliteConnection)
        }
        return count
    }
}
