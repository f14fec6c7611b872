import Glibc

/// Who has a device open, as `/proc` shows it: processes of other users only to root, and of none where `/proc` is
/// hidden (ProtectProc= of a service).
public enum OpenFiles {
    /// The processes that have a file open.
    public static func users(ofFile path: String) -> [DeviceUser] {
        var wanted = stat()
        guard stat(path, &wanted) == 0 else { return [] }
        return users { descriptor in
            var status = stat()
            return stat(descriptor, &status) == 0 && status.st_dev == wanted.st_dev && status.st_ino == wanted.st_ino
        }
    }

    /// The processes that hold a GPIO line. The kernel says which one holds which line when it was asked for by the
    /// second version of the interface; else these are the ones that hold lines, and have the chip open.
    /// - Parameters:
    ///   - offset: the line's, on the chip.
    ///   - chip: the chip's name, such as `gpiochip0`.
    static func users(ofLine offset: Int, chip: String) -> [DeviceUser] {
        let exact = users { descriptor in
            guard linkTarget(descriptor).contains("gpio-line") else { return false }
            let facts = lines(ofFile: descriptor.replacing("/fd/", with: "/fdinfo/"))
            return facts.contains("gpio-chip:\t\(chip)") && facts.contains("gpio-line:\t\(offset)")
        }
        if !exact.isEmpty { return exact }
        let holding = users { ["gpio-linehandle", "gpio-event"].contains(where: linkTarget($0).contains) }
        return users(ofFile: "/dev/" + chip).filter(holding.contains)
    }

    /// The processes of which one descriptor, as a path in `/proc/PID/fd`, fits.
    private static func users(where fits: (String) -> Bool) -> [DeviceUser] {
        SysfsFolder("/proc").names.compactMap { Int32($0) }.sorted().compactMap { process in
            let descriptors = SysfsFolder("/proc/\(process)/fd")
            guard descriptors.names.contains(where: { fits(descriptors.file($0)) }) else { return nil }
            return DeviceUser(process: process, program: SysfsFolder("/proc/\(process)").read("comm") ?? "?")
        }
    }

    private static func linkTarget(_ path: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = readlink(path, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
    }

    private static func lines(ofFile path: String) -> [Substring] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: "\n")
    }
}
