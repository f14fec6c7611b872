public import Foundation

/// Whether the calendar of this machine is known to be right.
///
/// A board without a battery starts with the time of its last shutdown (fake-hwclock, or systemd-timesyncd's own file):
/// that looks like a time, and may be days too early. So a time is believed only where something has set it.
public struct ClockTrust: Sendable, Hashable {
    /// What the settings say.
    public enum Setting: String, Sendable, Hashable, Codable, CaseIterable {
        /// By what the machine tells.
        case auto
        /// Right, though nothing says so: a laptop, or a virtual machine.
        case trust
    }

    /// What the machine tells, all of it looked up.
    public struct Facts: Sendable, Hashable {
        /// The kernel's clock is kept by a time server (adjtimex(2)).
        public var isSynchronised: Bool
        /// systemd-timesyncd has reached a time server since the start.
        public var hasTimesync: Bool
        /// A battery-backed clock has set the kernel's at the start, and still agrees with it: one whose battery is missing
        /// (a Raspberry Pi 5 comes without) counts from its own beginning.
        public var hasHardwareClock: Bool
        /// The clock, in milliseconds since 1970.
        public var milliseconds: Int64

        public init(isSynchronised: Bool, hasTimesync: Bool, hasHardwareClock: Bool, milliseconds: Int64) {
            self.isSynchronised = isSynchronised
            self.hasTimesync = hasTimesync
            self.hasHardwareClock = hasHardwareClock
            self.milliseconds = milliseconds
        }
    }

    /// No time before this program was written is right: 1 January 2026.
    static let earliest: Int64 = 1_767_225_600_000

    /// Whether a time can be right at all.
    public static func isPlausible(_ date: Date) -> Bool { date.timeIntervalSince1970 * 1000 > Double(earliest) }

    public static func isSet(_ facts: Facts, _ setting: Setting) -> Bool {
        guard facts.milliseconds > earliest else { return false }
        switch setting {
        case .trust: return true
        case .auto: return facts.isSynchronised || facts.hasTimesync || facts.hasHardwareClock
        }
    }

    /// Looks.
    public static func facts() -> Facts {
        let milliseconds = Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))
        let clocks = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/rtc")) ?? []
        return Facts(
            isSynchronised: KernelClock.isSynchronised == true,
            hasTimesync: FileManager.default.fileExists(atPath: "/run/systemd/timesync/synchronized"),
            hasHardwareClock: clocks.contains { name in
                number("/sys/class/rtc/\(name)/hctosys") == 1
                    && agrees(number("/sys/class/rtc/\(name)/since_epoch"), with: milliseconds)
            },
            milliseconds: milliseconds)
    }

    /// Whether a clock with a battery says what the kernel's does.
    /// - Parameter seconds: since 1970; it counts whole ones, and the kernel's has run on since it was set by it.
    static func agrees(_ seconds: Int64?, with milliseconds: Int64) -> Bool {
        guard let seconds else { return false }
        return abs(seconds - milliseconds / 1_000) <= 120
    }

    private static func number(_ path: String) -> Int64? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return Int64(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
