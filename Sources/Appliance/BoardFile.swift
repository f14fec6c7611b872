import Foundation
public import Hardware
public import Lessons
import Yams

/// A board's description as it stands in a file of `device/boards`: YAML, whose keys `device/boards/README.md` lists.
///
/// A file may extend another one of its folder: what it does not say itself is as it is there.
public struct BoardFile: Sendable {
    /// What keeps a board file from being used.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        /// Everything that is wrong, in the order of the file; never empty.
        case faulty([Fault])

        public var description: String {
            switch self {
            case .unreadable(let path, let reason):
                "\(path): the board file cannot be read: \(reason); "
                    + "name one of device/boards (on a box /usr/share/tutor/boards) as `board_file`"
            case .faulty(let faults): faults.map(\.description).joined(separator: "\n")
            }
        }
    }

    public let path: String
    public let description: BoardDescription
    private let places: BoardPlaces

    /// Reads a board file, and checks what can be checked without the board.
    /// - Throws: ``Failure``.
    public static func read(path: String) throws(Failure) -> BoardFile {
        try parse(try text(of: path), path: path) { path throws(Failure) in try text(of: path) }
    }

    /// - Parameter base: gives the text of a file that is extended, by its path.
    static func parse(
        _ text: String, path: String, base: (String) throws(Failure) -> String
    ) throws(Failure) -> BoardFile {
        var reader = BoardFileReader()
        let description = reader.read(text, path: path, base: base)
        var faults = reader.faults
        if let description, faults.isEmpty {
            let file = BoardFile(path: path, description: description, places: reader.places)
            faults = description.faults.map { file.fault($0.path, $0.wrong, "expected " + $0.expected) }
            if faults.isEmpty { return file }
        }
        throw .faulty(
            faults.sorted {
                ($0.path == path ? 0 : 1, $0.line, $0.column) < ($1.path == path ? 0 : 1, $1.line, $1.column)
            })
    }

    /// A fault at the place of a value, or of what it belongs to.
    /// - Parameter path: as in ``Hardware/BoardFault/path``.
    public func fault(_ path: String, _ wrong: String, _ expected: String) -> Fault {
        let place = places.place(of: path)
        return Fault(
            path: place?.file ?? self.path, line: place?.line ?? 1, column: place?.column ?? 1,
            wrong: path.contains("[") || path.contains(".") ? "\(path): \(wrong)" : wrong, expected: expected)
    }

    private static func text(of path: String) throws(Failure) -> String {
        do {
            return try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
    }
}
