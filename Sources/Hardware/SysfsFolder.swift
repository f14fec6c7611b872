import Glibc

/// A folder of sysfs, whose files hold one value each.
struct SysfsFolder: Sendable, Hashable {
    var path: String

    init(_ path: String) { self.path = path }

    func file(_ name: String) -> String { path + "/" + name }

    /// Whether there is such a file or folder, and this folder with it.
    func has(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

    var exists: Bool { access(path, F_OK) == 0 }

    /// What is in it, in order.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The first line of a file; nil where it cannot be read.
    func read(_ name: String) -> String? {
        let descriptor = Glibc.open(file(name), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { return nil }
        return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    func number(_ name: String) -> Int? { read(name).flatMap { Int($0) } }

    /// What the link to a device of the kernel's tree ends in, such as `fe20c000.pwm`.
    func target(of link: String) -> String? {
        guard let resolved = realpath(file(link), nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved).split(separator: "/").last.map(String.init)
    }

    /// Writes a value, in one call as sysfs wants it.
    /// - Throws: ``HardwareError/noPermission(path:facts:)`` or ``HardwareError/file(operation:path:code:)``.
    func write(_ value: String, to name: String) throws(HardwareError) {
        let descriptor = try open(name)
        defer { close(descriptor) }
        let text = value + "\n"
        if Glibc.write(descriptor, text, text.utf8.count) < 0 { throw SysfsFolder.error("writing", file(name), errno) }
    }

    /// Opens a file for writing; the caller closes it.
    func open(_ name: String) throws(HardwareError) -> Int32 {
        let descriptor = Glibc.open(file(name), O_WRONLY | O_CLOEXEC)
        if descriptor < 0 { throw SysfsFolder.error("opening", file(name), errno) }
        return descriptor
    }

    /// Writes to a file that is kept open.
    func write(_ value: Int, to descriptor: Int32, of name: String) throws(HardwareError) {
        let text = "\(value)\n"
        if pwrite(descriptor, text, text.utf8.count, 0) < 0 {
            throw SysfsFolder.error("writing", file(name), errno)
        }
    }

    /// Why one of some files may not be written; nil when all may.
    func denied(_ files: [String]) -> HardwareError? {
        for name in files where access(file(name), W_OK) != 0 { return SysfsFolder.error("opening", file(name), errno) }
        return nil
    }

    private static func error(_ operation: String, _ path: String, _ code: Int32) -> HardwareError {
        switch code {
        case EACCES, EPERM, EROFS: .noPermission(path: path, facts: AccessFacts(path: path, isReadOnly: code == EROFS))
        default: .file(operation: operation, path: path, code: code)
        }
    }
}
