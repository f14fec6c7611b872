import FoundationEssentials

/// What a signed folder holds: each file by its path, size and SHA-256.
public struct Manifest: Sendable, Hashable, Codable {
    public struct File: Sendable, Hashable, Codable {
        /// Relative to the folder, with `/` between its parts.
        public let path: String
        public let bytes: Int
        /// 64 hexadecimal digits.
        public let sha256: String

        init(path: String, content: [UInt8]) {
            self.path = path
            bytes = content.count
            sha256 = Digest.of(content)
        }
    }

    /// Says what is signed, so that a signature of something else cannot be taken for it.
    public let format: String
    public let files: [File]

    static let format = "tutor-lessons/1"
    static let mostBytes = 4 * 1_048_576

    init(files: [File]) {
        format = Manifest.format
        self.files = files
    }

    /// The text that is signed.
    func text() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// - Parameter bytes: their signature was found to be right.
    /// - Throws: a ``Fault`` that says what is wrong.
    static func parse(_ bytes: [UInt8]) throws -> Manifest {
        let manifest: Manifest
        do {
            manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
        } catch {
            throw Fault(description: "it is no manifest")
        }
        guard manifest.format == Manifest.format else {
            throw Fault(description: "its format is \(manifest.format.prefix(40)), expected \(Manifest.format)")
        }
        guard manifest.files.count <= FolderWalk.mostFiles else {
            throw Fault(description: "it lists \(manifest.files.count) files")
        }
        var seen: Set<[UInt8]> = []
        for file in manifest.files {
            guard isPlain(file.path) else {
                throw Fault(description: "it lists \"\(file.path.prefix(80))\", which is no path within the folder")
            }
            // By bytes: two spellings of one letter are two files.
            guard seen.insert(Array(file.path.utf8)).inserted else {
                throw Fault(description: "it lists \(file.path) twice")
            }
        }
        return manifest
    }

    /// Whether a path stays within the folder.
    static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 1_024 && !path.utf8.contains(0)
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    struct Fault: Error, CustomStringConvertible {
        var description: String
    }
}
