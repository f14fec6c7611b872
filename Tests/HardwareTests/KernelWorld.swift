import Foundation
import Hardware
import Testing

/// The room around a board of kernel drivers, as `Tests/HIL/board/run.sh` starts it: gpio-sim's lines through sysfs, and the
/// other end of the loopback card.
struct KernelWorld: BoardWorld {
    private static var simulation: String? { ProcessInfo.processInfo.environment["TUTOR_GPIO_SIM"] }
    static var exists: Bool { simulation != nil }

    /// The lines that the board file `device/boards/gpio-sim.yaml` has.
    static let description = BoardDescription(
        name: "gpio-sim", chip: "pinctrl-sim",
        buttons: [ButtonLine(.talk, line: .name("BTN_TALK"))],
        lamps: [LampLine(line: .name("LED_REC"), lit: [.listening])],
        sound: SoundDevices(microphone: "plughw:CARD=Loopback,DEV=1", speaker: "plughw:CARD=Loopback,DEV=1"))

    let buttons: [Button] = [.talk]
    func press(_ button: Button) throws { try setTalkLine(low: true) }
    func release(_ button: Button) throws { try setTalkLine(low: false) }

    /// Pulls the talk button's line down (pressed) or up.
    func setTalkLine(low: Bool) throws { try write(low ? "pull-down" : "pull-up", to: line(17, "pull")) }

    /// Lets the talk line bounce once a millisecond, and leaves it pressed.
    /// - Returns: the longest time that it was still.
    static func longestPause(ofBounces count: Int, in world: KernelWorld) throws -> Duration {
        var longest = Duration.zero
        let began = MonotonicClock.now
        var last = began
        for bounce in 0...count {
            try world.setTalkLine(low: bounce.isMultiple(of: 2))
            let now = MonotonicClock.now
            longest = max(longest, now - last)
            last = now
            // Sleeping leaves the guest's only processor to the board.
            let next = (began + .milliseconds(bounce + 1)).components
            var time = timespec(tv_sec: Int(next.seconds), tv_nsec: Int(next.attoseconds / 1_000_000_000))
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
        }
        return longest
    }

    func isRecordingLampLit() throws -> Bool? {
        let value = try String(contentsOfFile: line(27, "value"), encoding: .utf8)
        return value.trimmingCharacters(in: .whitespacesAndNewlines) == "1"
    }

    func speak(_ samples: [Int16]) async throws {
        try await SoundCommand.play(samples, on: "plughw:CARD=Loopback,DEV=0")
    }

    func listen(during body: () async throws -> Void) async throws -> [Int16]? {
        try await SoundCommand.record(from: "plughw:CARD=Loopback,DEV=0", during: body)
    }

    /// Takes the sound card out of the kernel, and puts it back, as a USB plug would.
    func unplugSound() throws { try write("snd_aloop.0", to: "/sys/bus/platform/drivers/snd_aloop/unbind") }
    func plugSound() throws { try write("snd_aloop.0", to: "/sys/bus/platform/drivers/snd_aloop/bind") }

    /// Takes the card with a mixer out of the kernel, and puts it back.
    func unplugMixer() throws { try write("snd_dummy.0", to: "/sys/bus/platform/drivers/snd_dummy/unbind") }
    func plugMixer() throws { try write("snd_dummy.0", to: "/sys/bus/platform/drivers/snd_dummy/bind") }

    /// What the mixer of the card without a loudspeaker shows (dB); nil when it shows none.
    func mixerDecibels(of control: String) async throws -> Double? {
        let text = try await SoundCommand.output(of: ["/usr/bin/amixer", "-c", "Dummy", "sget", control])
        return text.firstMatch(of: /\[(-?[0-9.]+)dB\]/).flatMap { Double($0.1) }
    }

    private func line(_ offset: Int, _ file: String) -> String {
        (KernelWorld.simulation ?? "") + "/sim_gpio\(offset)/\(file)"
    }

    private func write(_ text: String, to path: String) throws {
        // sysfs takes a value in one write, to the file that is there.
        let file = open(path, O_WRONLY)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(file) }
        guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
}
