import Glibc

/// How much room is left where a file is.
public struct FreeSpace: Sendable {
    /// For this program (statvfs(3), `f_bavail`); a very large number where it cannot be told.
    public let bytes: Int
    /// Of the whole file system; 0 where it cannot be told.
    public let total: Int
    /// Tells file systems apart (`st_dev`).
    let device: UInt64

    /// - Parameter path: of a file or folder; its folder is asked where it is not there yet.
    public init(at path: String) {
        var facts = statvfs()
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        if statvfs(path, &facts) == 0 || statvfs(folder.isEmpty ? "/" : folder, &facts) == 0 {
            bytes = Int(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
            total = Int(clamping: UInt64(facts.f_blocks) * UInt64(facts.f_frsize))
        } else {
            bytes = .max
            total = 0
        }
        var node = stat()
        device = stat(path, &node) == 0 || stat(folder.isEmpty ? "/" : folder, &node) == 0 ? UInt64(node.st_dev) : 0
    }
}
