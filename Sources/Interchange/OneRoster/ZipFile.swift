import CZip
import Glibc

/// Writes zip files, whole or not at all.
public enum ZipFile {
    /// Writes files into a new archive at `path`; one that is there is replaced when the new one is on the disk.
    /// - Throws: ``ZipError/notWritten(path:reason:)``.
    public static func write(_ files: [(name: String, bytes: [UInt8])], to path: String) throws(ZipError) {
        let new = path + ".new"
        unlink(new)
        do throws(ZipError) {
            try pack(files, to: new)
            try flush(new)
            guard rename(new, path) == 0 else {
                throw ZipError.notWritten(path: path, reason: String(cString: strerror(errno)))
            }
        } catch {
            unlink(new)
            guard case .notWritten(_, let reason) = error else { throw error }
            throw .notWritten(path: path, reason: reason)
        }
    }

    private static func pack(_ files: [(name: String, bytes: [UInt8])], to path: String) throws(ZipError) {
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
            throw .notWritten(path: path, reason: ZipArchive.text(code))
        }
        for (name, bytes) in files {
            // libzip reads it when it closes, and frees it then.
            guard let copy = malloc(max(1, bytes.count)) else {
                zip_discard(archive)
                throw .notWritten(path: path, reason: "no memory for \(name)")
            }
            bytes.withUnsafeBytes { buffer in
                if let start = buffer.baseAddress { memcpy(copy, start, buffer.count) }
            }
            guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
                free(copy)
                throw discarding(archive, path)
            }
            guard zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) >= 0 else {
                zip_source_free(source)
                throw discarding(archive, path)
            }
        }
        guard zip_close(archive) == 0 else { throw discarding(archive, path) }
    }

    private static func discarding(_ archive: OpaquePointer, _ path: String) -> ZipError {
        let reason = String(cString: zip_error_strerror(zip_get_error(archive)))
        zip_discard(archive)
        return .notWritten(path: path, reason: reason)
    }

    /// A stick that is pulled afterwards has all of it. It is its owner's alone, where the file system knows owners.
    private static func flush(_ path: String) throws(ZipError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .notWritten(path: path, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        _ = fchmod(file, 0o600)
        guard fsync(file) == 0 else { throw .notWritten(path: path, reason: String(cString: strerror(errno))) }
    }
}
