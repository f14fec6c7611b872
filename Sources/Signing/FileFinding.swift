/// A file that is not as it was signed, or cannot be signed.
public struct FileFinding: Sendable, Hashable, Codable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case altered
        case missing
        case added
        /// A symbolic link: what it leads to may be changed without the folder.
        case link
        /// A device, a socket or a pipe.
        case special
        case tooLarge = "too large"
        case unreadable
        /// More files or folders within folders than a pack has.
        case tooMany = "too many"
    }

    /// Relative to the folder.
    public let path: String
    public let kind: Kind

    public init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    public var description: String {
        switch kind {
        case .altered: "\(path) was altered"
        case .missing: "\(path) is missing"
        case .added: "\(path) was added"
        case .link: "\(path) is a link"
        case .special: "\(path) is no plain file"
        case .tooLarge: "\(path) has more than \(FolderWalk.mostBytes / 1_048_576) MiB"
        case .unreadable: "\(path) cannot be read"
        case .tooMany:
            "\(path) holds more than \(FolderWalk.mostFiles) files, or \(FolderWalk.depth) folders within "
                + "each other"
        }
    }
}
