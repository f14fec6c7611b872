import FoundationEssentials
import Lessons
public import Statements

extension BootID {
    /// The kernel's id of this boot (proc(5), `/proc/sys/kernel/random/boot_id`); a random one where there is none.
    public static func current() -> BootID {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let id = text?.prefix { !$0.isWhitespace } ?? ""
        return BootID(rawValue: id.isEmpty ? UUIDv7.make(milliseconds: 0) : String(id))
    }
}
