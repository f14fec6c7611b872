import Glibc

/// A lamp on a PWM channel (Documentation/driver-api/pwm.rst, "Using PWMs with the sysfs interface"): exported, enabled
/// with a duty cycle of 0, and given back when it is released.
final class PWMLamp: LampDriver {
    /// A millisecond, in the kernel's nanoseconds: too fast to be seen, slow enough for any transistor.
    static let period = 1_000_000

    private let chip: SysfsFolder
    private let folder: SysfsFolder
    private let channel: Int
    /// Open, and locked against others; -1 once it was released.
    private var duty: Int32
    private let activeLow: Bool
    /// Where the chip cannot turn its polarity round, the duty cycle is.
    private let invertsDuty: Bool

    /// - Parameters:
    ///   - sysfs: where sysfs is mounted.
    ///   - patience: how long udev may take to hand an exported channel over.
    /// - Throws: ``HardwareError/noPWM(_:found:)``, ``HardwareError/lampBusy(_:users:)``, or what a file throws.
    init(_ wanted: PWMChannel, activeLow: Bool, sysfs: String, patience: Duration = .seconds(2)) throws(HardwareError) {
        let chips = PWMChip.all(sysfs: sysfs)
        guard let found = chips.first(where: { $0.name == wanted.chip || $0.device == wanted.chip }),
            wanted.channel < found.channels
        else { throw .noPWM(wanted, found: chips.map(\.description)) }
        chip = SysfsFolder(sysfs + "/class/pwm/" + found.name)
        folder = SysfsFolder(chip.file("pwm\(wanted.channel)"))
        channel = wanted.channel
        self.activeLow = activeLow
        // Left over from a run that was killed it is there already.
        if !folder.exists {
            do throws(HardwareError) {
                try chip.write("\(channel)", to: "export")
            } catch .file(_, _, EBUSY) {
                throw .lampBusy(wanted.description, users: [])
            }
        }
        duty = try PWMLamp.opened("duty_cycle", in: folder, patience: patience)
        do throws(HardwareError) {
            if flock(duty, LOCK_EX | LOCK_NB) != 0 {
                throw HardwareError.lampBusy(
                    wanted.description, users: OpenFiles.users(ofFile: folder.file("duty_cycle")))
            }
            invertsDuty = try PWMLamp.prepare(folder, duty: duty, activeLow: activeLow)
        } catch {
            close(duty)
            throw error
        }
    }

    deinit { letGo() }

    func set(percent: Int) throws(HardwareError) {
        let share = PWMLamp.period / 100 * max(0, min(percent, 100))
        try folder.write(invertsDuty ? PWMLamp.period - share : share, to: duty, of: "duty_cycle")
    }

    func blink(percent: Int, _ pattern: BlinkPattern) -> KernelBlinking { .cannot }

    func release() {
        // One after the other, whatever becomes of the one before.
        try? set(percent: 0)
        // What is lit by a low line would be lit by a channel that is off.
        if !activeLow { try? folder.write("0", to: "enable") }
        try? chip.write("\(channel)", to: "unexport")
        letGo()
    }

    private func letGo() {
        if duty >= 0 { close(duty) }
        duty = -1
    }

    /// Period, polarity, dark, on: in the order that the kernel takes them in.
    /// - Returns: whether the duty cycle has to be inverted, as the polarity cannot be.
    private static func prepare(
        _ folder: SysfsFolder, duty: Int32, activeLow: Bool
    ) throws(HardwareError) -> Bool {
        let polarity = activeLow ? "inversed" : "normal"
        if folder.number("enable") == 1, folder.number("period") == period, folder.read("polarity") == polarity {
            // As we left it: a channel that is switched off and on again would flash a lamp that a low line lights.
            try folder.write(0, to: duty, of: "duty_cycle")
            return false
        }
        // A period shorter than the duty cycle and the polarity of a running channel are refused; and so is all else,
        // before Linux 6.11, of a channel that has no period yet.
        if folder.number("period") == 0 { try folder.write("\(period)", to: "period") }
        try folder.write(0, to: duty, of: "duty_cycle")
        try folder.write("0", to: "enable")
        try folder.write("\(period)", to: "period")
        var invertsDuty = false
        if activeLow || folder.has("polarity") {
            do throws(HardwareError) {
                try folder.write(polarity, to: "polarity")
            } catch {
                invertsDuty = activeLow
            }
        }
        if invertsDuty { try folder.write(period, to: duty, of: "duty_cycle") }
        try folder.write("1", to: "enable")
        return invertsDuty
    }

    /// The files of a channel come with its export, and belong to root until udev has seen it.
    private static func opened(
        _ name: String, in folder: SysfsFolder, patience: Duration
    ) throws(HardwareError) -> Int32 {
        let deadline = MonotonicClock.now + patience
        while true {
            do throws(HardwareError) {
                // The last that udev hands over.
                close(try folder.open("polarity"))
                return try folder.open(name)
            } catch .file(let operation, let path, let code) where code != ENOENT || MonotonicClock.now > deadline {
                throw .file(operation: operation, path: path, code: code)
            } catch .noPermission(let path, let facts) where MonotonicClock.now > deadline {
                throw .noPermission(path: path, facts: facts)
            } catch {
                usleep(5_000)
            }
        }
    }
}
