import Foundation
import Glibc

/// A LED of the kernel that is made and seen from outside (`/dev/uleds`, Documentation/leds/uleds.rst).
final class UserLED: @unchecked Sendable {
    static var exists: Bool { access("/dev/uleds", R_OK | W_OK) == 0 }

    let name: String
    private let descriptor: Int32

    /// - Parameter most: the greatest brightness.
    init(_ name: String, most: Int32 = 255) throws {
        self.name = name
        descriptor = open("/dev/uleds", O_RDWR)
        guard descriptor >= 0 else { throw POSIXError(.ENODEV) }
        // struct uleds_user_dev: 64 bytes of name, then the greatest brightness.
        var description = Array(name.utf8) + [UInt8](repeating: 0, count: 64 - name.utf8.count)
        withUnsafeBytes(of: most) { description += $0 }
        guard write(descriptor, &description, description.count) == description.count else { throw POSIXError(.EIO) }
    }

    deinit { close(descriptor) }

    /// The brightness that it is changed to next; waits until it is. Changes that follow each other closely are one.
    func nextBrightness() throws -> Int32 {
        var brightness: Int32 = -1
        guard read(descriptor, &brightness, 4) == 4 else { throw POSIXError(.EIO) }
        return brightness
    }

    /// A file of it in sysfs, as it is now.
    func value(_ file: String) throws -> String {
        try String(contentsOfFile: "/sys/class/leds/\(name)/\(file)", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
