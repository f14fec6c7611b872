import Foundation

/// Writes a file so that whoever reads meanwhile, or after an interruption, finds the old one or the new one. It does not
/// wait for the disk: after a pulled plug a file may be empty, so this is for what can be made anew.
enum AtomicFile {
    /// - Throws: what the file system says; the error names the file.
    static func write(_ bytes: Data, to path: String) throws {
        let new = path + ".new"
        try bytes.write(to: URL(filePath: new))
        guard rename(new, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
    }
}
