import FoundationEssentials
public import Lessons

/// Which run of the machine a monotonic time belongs to.
public struct BootID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// The kernel's id of this boot (proc(5), `/proc/sys/kernel/random/boot_id`); a random one where there is none.
    public static func current() -> BootID {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let id = text?.prefix { !$0.isWhitespace } ?? ""
        return BootID(rawValue: id.isEmpty ? UUIDv7.make(milliseconds: 0) : String(id))
    }
}
