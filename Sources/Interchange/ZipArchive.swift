import CZip
import Foundation

/// Zip archives by libzip, with bounds: what a roster brings is not trusted.
enum ZipArchive {
    /// Bytes of one unpacked entry, and entries of an archive.
    static let mostBytes = 64 << 20
    static let mostEntries = 1_000

    /// The entries at the root of an archive whose names are asked for; nothing is unpacked to the disk.
    static func read(_ names: [String], from path: String) throws(InterchangeError) -> [String: Data] {
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw .unreadable(path: path, reason: "no zip archive (libzip error \(code))")
        }
        defer { zip_discard(archive) }
        guard zip_get_num_entries(archive, 0) <= mostEntries else {
            throw .unreadable(path: path, reason: "more than \(mostEntries) entries")
        }
        var found: [String: Data] = [:]
        for name in names {
            let index = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
            guard index >= 0 else { continue }
            found[name] = try entry(UInt64(index), named: name, of: archive, path)
        }
        return found
    }

    private static func entry(
        _ index: UInt64, named name: String, of archive: OpaquePointer, _ path: String
    ) throws(InterchangeError) -> Data {
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw .unreadable(path: "\(path)/\(name)", reason: String(cString: zip_strerror(archive)))
        }
        defer { zip_fclose(file) }
        var data = Data()
        var block = [UInt8](repeating: 0, count: 1 << 16)
        // By what comes out, not by what the archive says would.
        while true {
            let count = zip_fread(file, &block, UInt64(block.count))
            guard count >= 0 else {
                throw .unreadable(path: "\(path)/\(name)", reason: "a damaged entry")
            }
            if count == 0 { return data }
            data.append(contentsOf: block[..<Int(count)])
            guard data.count <= mostBytes else {
                throw .unreadable(path: "\(path)/\(name)", reason: "more than \(mostBytes >> 20) MiB")
            }
        }
    }

    /// Writes an archive of texts, whole or not at all.
    static func write(_ entries: [(name: String, text: String)], to path: String) throws(InterchangeError) {
        var code: CInt = 0
        let aside = path + ".part"
        guard let archive = zip_open(aside, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw .notWritten(path: path, reason: "libzip error \(code)")
        }
        for entry in entries {
            let bytes = Array(entry.text.utf8)
            // libzip reads it when it closes, and frees it.
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            bytes.withUnsafeBytes {
                copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: bytes.count)
            }
            guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1),
                zip_file_add(archive, entry.name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0
            else {
                zip_discard(archive)
                throw .notWritten(path: path, reason: "no room for \(entry.name)")
            }
        }
        guard zip_close(archive) == 0 else {
            let reason = String(cString: zip_strerror(archive))
            zip_discard(archive)
            throw .notWritten(path: path, reason: reason)
        }
        guard rename(aside, path) == 0 else {
            throw .notWritten(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
