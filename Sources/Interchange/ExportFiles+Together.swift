import Foundation
import Gradebook
import Synchronization

extension ExportFiles {
    /// Writes several kinds.
    ///
    /// A workbook takes about as long as all the others: they are written beside it, by a thread that reads the gradebook
    /// for itself. What is answered meanwhile may stand in one file and not yet in another.
    /// - Returns: the paths of the files, in the order of `formats`.
    /// - Throws: as ``write(_:)``; what was finished before stays.
    public func write(_ formats: [Format]) throws -> [String] {
        // Before the first is written, not after the last.
        for format in formats { _ = try newPath(format) }
        let others = formats.filter { $0 != .xlsx }
        guard others.count < formats.count, !others.isEmpty else { return try formats.map { try write($0) } }
        let beside = Beside()
        let (path, origin, scope, lessons) = (store.path, store.origin, scope, lessons)
        let (title, madeAt, stem, unfrozen, folder, replacing) = (
            title, madeAt, stem, isUnfrozenToo, folder, isReplacing
        )
        beside.start {
            let store = try ProgressStore(path: path, access: .readOnly, origin: origin)
            defer { try? store.close() }
            let files = try ExportFiles(
                store, in: scope, lessons: lessons, title: title, madeAt: madeAt, stem: stem, unfrozen: unfrozen,
                to: folder, replacing: replacing)
            return try others.map { try files.write($0) }
        }
        let book = Result { try write(.xlsx) }
        let paths = Dictionary(zip(others, try beside.result()), uniquingKeysWith: { first, _ in first })
        let bookPath = try book.get()
        return formats.map { paths[$0] ?? bookPath }
    }

    /// Work on a thread of its own.
    private final class Beside: Sendable {
        private let outcome = Mutex<Result<[String], any Error>?>(nil)
        private let done = DispatchSemaphore(value: 0)

        func start(_ work: @escaping @Sendable () throws -> [String]) {
            let thread = Thread { [self] in
                let result = Result { try work() }
                outcome.withLock { $0 = result }
                done.signal()
            }
            thread.name = "export"
            thread.stackSize = 2 << 20
            thread.start()
        }

        /// Waits for it; is asked once.
        func result() throws -> [String] {
            done.wait()
            return try outcome.withLock { $0 }?.get() ?? []
        }
    }
}
