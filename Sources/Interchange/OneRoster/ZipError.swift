/// What is wrong with a zip file.
public enum ZipError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case notAZip(path: String, reason: String)
    /// More or bigger than a roster is.
    case tooBig(path: String, what: String, limit: Int)
    /// The file is in a folder of the zip.
    case notAtTheRoot(path: String, entry: String)
    /// Two files of one name.
    case twice(path: String, entry: String)
    case encrypted(path: String, entry: String)
    case damaged(path: String, entry: String, reason: String)
    case notWritten(path: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read (\(reason)); check its path and permissions"
        case .notAZip(let path, let reason): "\(path) is no zip file (\(reason)); export it again, or copy it again"
        case .tooBig(let path, let what, let limit):
            "\(path) is refused: \(what), at most \(limit) are taken; a roster is smaller, and this may be a trap"
        case .notAtTheRoot(let path, let entry):
            "\(path) has its files in a folder (\(entry)): zip the files themselves, not the folder"
        case .twice(let path, let entry): "\(path) has two files called \(entry): export it again"
        case .encrypted(let path, let entry): "\(path): \(entry) is encrypted; export it without a password"
        case .damaged(let path, let entry, let reason):
            "\(path): \(entry) is damaged (\(reason)); copy or export the file again"
        case .notWritten(let path, let reason):
            "\(path) cannot be written (\(reason)); check the folder, its permissions and the free space"
        }
    }
}
