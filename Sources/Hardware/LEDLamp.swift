import Glibc

/// A LED of the kernel (Documentation/leds/leds-class.rst): `brightness`, `max_brightness`, and a `trigger` that is put
/// back when the lamp is released, unless it is the timer that we blink with.
final class LEDLamp: LampDriver {
    private let folder: SysfsFolder
    /// Open, and locked against others; -1 once it was released.
    private var brightness: Int32
    private let most: Int
    /// The trigger that it had; nil where there are none.
    private let found: String?
    private var blinks = false

    /// - Parameters:
    ///   - name: as it is in `/sys/class/leds`.
    ///   - sysfs: where sysfs is mounted.
    /// - Throws: ``HardwareError/noLED(_:found:)``, ``HardwareError/lampBusy(_:users:)``, or what opening a file throws.
    init(_ name: String, sysfs: String) throws(HardwareError) {
        folder = SysfsFolder(sysfs + "/class/leds/" + name)
        guard folder.has("brightness") else { throw .noLED(name, found: KernelLED.all(sysfs: sysfs).map(\.name)) }
        most = max(1, folder.number("max_brightness") ?? 1)
        brightness = try folder.open("brightness")
        // Advisory, among programs that ask: the kernel itself lets anybody write to a LED.
        guard flock(brightness, LOCK_EX | LOCK_NB) == 0 else {
            let path = folder.file("brightness")
            close(brightness)
            throw .lampBusy("LED '\(name)'", users: OpenFiles.users(ofFile: path))
        }
        found = KernelLED.trigger(of: folder)
        do throws(HardwareError) {
            if let found, found != KernelLED.noTrigger { try folder.write(KernelLED.noTrigger, to: "trigger") }
            try folder.write(0, to: brightness, of: "brightness")
        } catch {
            // All is set by now, so `deinit` runs too: it must not close the descriptor of somebody else.
            letGo()
            throw error
        }
    }

    deinit { letGo() }

    func set(percent: Int) throws(HardwareError) {
        if blinks {
            try folder.write(KernelLED.noTrigger, to: "trigger")
            blinks = false
        }
        try folder.write(level(percent), to: brightness, of: "brightness")
    }

    func blink(percent: Int, _ pattern: BlinkPattern) throws(HardwareError) -> KernelBlinking {
        guard found != nil, KernelLED.triggers(of: folder).contains(KernelLED.timer) else { return .cannot }
        // The timer blinks as brightly as it finds the LED, and takes another brightness while it blinks.
        try folder.write(level(percent), to: brightness, of: "brightness")
        if !blinks {
            try folder.write(KernelLED.timer, to: "trigger")
            blinks = true
        }
        do throws(HardwareError) {
            try folder.write("\(pattern.onMilliseconds)", to: "delay_on")
            try folder.write("\(pattern.offMilliseconds)", to: "delay_off")
            return .blinks
        } catch {
            // These files come with the trigger, as root's; udev hands them over a moment later.
            return .blinksOtherwise
        }
    }

    func release() {
        // One after the other, whatever becomes of the one before.
        try? set(percent: 0)
        // A timer was left by a run that was killed while it blinked: it would blink on.
        if let found, found != KernelLED.noTrigger, found != KernelLED.timer {
            try? folder.write(found, to: "trigger")
        }
        letGo()
    }

    private func letGo() {
        if brightness >= 0 { close(brightness) }
        brightness = -1
    }

    /// At least 1 for what shall be seen.
    private func level(_ percent: Int) -> Int { percent <= 0 ? 0 : max(1, most * min(percent, 100) / 100) }
}
