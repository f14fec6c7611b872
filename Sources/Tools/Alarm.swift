import CSpawn
import Foundation

/// Wakes a thread out of poll(2): eventfd(2).
final class Alarm: Sendable {
    let descriptor: Int32

    /// Nil where there are no descriptors left.
    init?() {
        descriptor = spawn_event()
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    func ring() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    func silence() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
