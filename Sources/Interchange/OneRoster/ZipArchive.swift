import CZip
import Glibc

/// A zip file that comes from outside: read by libzip, one named file at a time into memory, within bounds. Nothing is
/// unpacked to the disk, so that no name in it can lead anywhere.
public final class ZipArchive {
    /// What an archive may not exceed.
    public struct Limits: Sendable {
        public var archiveBytes = 64 << 20
        public var entries = 1_000
        public var entryBytes = 64 << 20
        /// Of all files that are read together.
        public var totalBytes = 192 << 20

        public init() {}
    }

    public let path: String
    /// The names of all files in it, in their order.
    public let names: [String]
    private let archive: OpaquePointer
    private let limits: Limits
    private var read = 0

    /// - Throws: ``ZipError``.
    public init(path: String, limits: Limits = Limits()) throws(ZipError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no file") }
        guard status.st_size <= limits.archiveBytes else {
            throw .tooBig(path: path, what: "it has \(status.st_size) bytes", limit: limits.archiveBytes)
        }
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
            let reason = ZipArchive.text(code)
            // Names are held to each other when it is opened.
            guard code != ZIP_ER_EXISTS else { throw .twice(path: path, entry: "the same") }
            throw code == ZIP_ER_OPEN || code == ZIP_ER_READ
                ? .unreadable(path: path, reason: reason) : .notAZip(path: path, reason: reason)
        }
        let count = Int(zip_get_num_entries(archive, 0))
        guard count <= limits.entries else {
            zip_discard(archive)
            throw .tooBig(path: path, what: "it has \(count) files", limit: limits.entries)
        }
        self.path = path
        self.archive = archive
        self.limits = limits
        names = (0..<count).map { index in
            zip_get_name(archive, UInt64(index), 0).map { String(cString: $0) } ?? ""
        }
    }

    deinit { zip_discard(archive) }

    /// Reads a file at the root; nil where it is not there.
    /// - Throws: ``ZipError``.
    public func bytes(of name: String) throws(ZipError) -> [UInt8]? {
        guard let index = names.firstIndex(of: name) else {
            if let inFolder = names.first(where: { $0.hasSuffix("/" + name) && !$0.hasPrefix("__MACOSX/") }) {
                throw .notAtTheRoot(path: path, entry: inFolder)
            }
            return nil
        }
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else { throw damage(name) }
        guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .encrypted(path: path, entry: name) }
        let most = min(limits.entryBytes, limits.totalBytes - read)
        guard status.size <= UInt64(most) else {
            throw .tooBig(path: path, what: "\(name) unpacks to \(status.size) bytes", limit: most)
        }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else { throw damage(name) }
        defer { zip_fclose(file) }
        // The size that is written there may be a lie.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.size))
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = zip_fread(file, &piece, UInt64(piece.count))
            guard count >= 0 else {
                let reason = String(cString: zip_error_strerror(zip_file_get_error(file)))
                throw .damaged(path: path, entry: name, reason: reason)
            }
            guard count > 0 else { break }
            bytes += piece[..<Int(count)]
            guard bytes.count <= most else {
                throw .tooBig(path: path, what: "\(name) unpacks to more", limit: most)
            }
        }
        guard bytes.count == Int(status.size) else {
            throw .damaged(path: path, entry: name, reason: "\(bytes.count) bytes instead of \(status.size)")
        }
        read += bytes.count
        return bytes
    }

    private func damage(_ name: String) -> ZipError {
        .damaged(path: path, entry: name, reason: String(cString: zip_error_strerror(zip_get_error(archive))))
    }

    static func text(_ code: CInt) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }
}
