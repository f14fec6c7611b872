import Glibc

/// Reads the files of a folder and of those below it, each once, none through a link.
///
/// It goes from one open folder to the next (`openat(2)`), so that a folder that is exchanged for a link meanwhile does
/// not lead elsewhere.
struct FolderWalk {
    enum Found {
        case file([UInt8])
        case refused(FileFinding.Kind)
    }

    static let mostFiles = 10_000
    static let mostBytes = 8 * 1_048_576
    static let depth = 8

    private let body: (String, Found) -> Void
    private var files = 0

    /// Tells each file with its path below the folder, in the order of the paths' bytes.
    static func read(_ folder: String, _ body: @escaping (String, Found) -> Void) throws(SigningError) {
        let root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw .unreadable(path: folder, reason: String(cString: strerror(errno))) }
        var walk = FolderWalk(body: body)
        walk.visit(root, below: "", depth: 0)
    }

    /// The bytes of one file below a folder, nil where it cannot be read in the same way.
    static func file(_ path: String, in folder: String) -> [UInt8]? {
        var open = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard open >= 0 else { return nil }
        let parts = path.split(separator: "/").map(String.init)
        for part in parts.dropLast() {
            let next = openat(open, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            close(open)
            guard next >= 0 else { return nil }
            open = next
        }
        defer { close(open) }
        guard let name = parts.last, case .file(let bytes) = read(name, in: open) else { return nil }
        return bytes
    }

    private init(body: @escaping (String, Found) -> Void) { self.body = body }

    /// Closes the folder that it is given.
    private mutating func visit(_ folder: Int32, below path: String, depth: Int) {
        guard let names = FolderWalk.names(in: folder) else { return body(path, .refused(.unreadable)) }
        defer { closedir(names.stream) }
        for name in names.all.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let text = String(validating: name, as: UTF8.self) else {
                body(path + String(decoding: name, as: UTF8.self), .refused(.unreadable))
                continue
            }
            let full = path + text
            var facts = stat()
            guard fstatat(folder, text, &facts, AT_SYMLINK_NOFOLLOW) == 0 else {
                body(full, .refused(.unreadable))
                continue
            }
            switch facts.st_mode & S_IFMT {
            case S_IFLNK: body(full, .refused(.link))
            case S_IFDIR where depth < FolderWalk.depth:
                let next = openat(folder, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                if next < 0 {
                    body(full, .refused(.unreadable))
                } else {
                    visit(next, below: full + "/", depth: depth + 1)
                }
            case S_IFDIR: body(full, .refused(.tooMany))
            case S_IFREG:
                files += 1
                body(full, files > FolderWalk.mostFiles ? .refused(.tooMany) : FolderWalk.read(text, in: folder))
            case _: body(full, .refused(.special))
            }
        }
    }

    private static func names(in folder: Int32) -> (stream: OpaquePointer, all: [[UInt8]])? {
        guard let stream = fdopendir(folder) else {
            close(folder)
            return nil
        }
        var all: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { all.append(name) }
        }
        return (stream, all)
    }

    private static func read(_ name: String, in folder: Int32) -> Found {
        // Not blocking: between the look at it and this it may have become a pipe.
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .refused(errno == ELOOP ? .link : .unreadable) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return .refused(.special) }
        guard facts.st_size <= mostBytes else { return .refused(.tooLarge) }
        // One byte more than it has, so that its end is met; it may be growing.
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + filled, $0.count - filled) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .refused(.unreadable) }
            guard count > 0 else { break }
            filled += count
            if filled > mostBytes { return .refused(.tooLarge) }
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: 65_536) }
        }
        bytes.removeLast(bytes.count - filled)
        return .file(bytes)
    }
}
