import Glibc

extension HardwareError {
    public var description: String {
        switch self {
        case .noChip(let wanted, let found):
            "no GPIO chip '\(wanted)': " + list(found, none: "this machine has none")
                + "; set 'chip' in the board file to a label, a name or a path of those"
        case .noLine(let line, let chip, let found):
            "GPIO chip '\(chip)' has no \(line): " + list(found, none: "none of its lines has a name")
                + "; set the line's name or number in the board file (gpioinfo lists them)"
        case .lineBusy(let line, let chip, let holder, let users):
            "GPIO \(line) of chip '\(chip)' is held by \(holder.map { "'\($0)'" } ?? "another program")"
                + HardwareError.users(users)
                + ", or choose another line in the board file"
        case .noPermission(let path, let facts):
            "no permission to use \(path): "
                + (facts?.advice(for: path) ?? "add the user to the group that owns it (gpio, or audio for sound)")
        case .noLED(let name, let found):
            "no LED '\(name)': " + list(found.map { "'\($0)'" }, none: "this machine has none")
                + "; set 'led' in the board file to one of /sys/class/leds"
        case .noPWM(let channel, let found):
            "no \(channel): " + list(found, none: "this machine has no PWM chip (on a Raspberry Pi: dtoverlay=pwm)")
                + "; set 'pwm' in the board file to one of those"
        case .lampBusy(let lamp, let users):
            "\(lamp) is held by another program" + HardwareError.users(users)
        case .file(let operation, let path, let code):
            "\(operation) \(path) failed: \(text(of: code)); is the device still there?"
        case .gpio(let operation, let line, let chip, let code):
            "GPIO \(line) of chip '\(chip)': \(operation) failed: \(text(of: code)); "
                + "check the line and its bias in the board file"
        case .sound(let operation, let device, let code, let reason):
            "sound device '\(device)': \(operation) failed: \(reason); " + advice(onSound: code)
        case .noCard(let wanted, let found):
            "no sound card '\(wanted)': " + list(found, none: "this machine has none that can be seen")
                + "; plug it in, or set the device in the board file to one of those"
        case .noSoundFormat(let device):
            "sound device '\(device)' takes neither 16-bit nor 32-bit mono or stereo: use 'plughw:…' in place of 'hw:…'"
        case .invalidBoard(let field, let reason):
            "board description, '\(field)': \(reason)"
        case .notATerminal:
            "the keyboard board needs a terminal on standard input: run it in one, or choose another --board"
        case .noBadgeReader("auto", let found) where found.isEmpty:
            "no badge reader: plug it in (it is looked for as a keyboard in /dev/input/by-id)"
        case .noBadgeReader("auto", let found):
            "more than one badge reader: " + list(found, none: "")
                + "; set 'badge_reader' in the settings to one of those"
        case .noBadgeReader(let path, let found):
            "no badge reader at \(path): " + list(found, none: "no keyboard is plugged in")
                + "; plug it in, or set 'badge_reader' in the settings to one of those"
        case .badgeReaderBusy(let path):
            "the badge reader \(path) is taken by another program: stop that one (sudo systemctl stop tutor, if it is ours)"
        case .noResources(let operation, let code):
            "\(operation) failed: \(text(of: code)); check the limits of the service (ulimit -a)"
        }
    }

    /// Who has it, and how to make them let go.
    private static func users(_ users: [DeviceUser]) -> String {
        if users.isEmpty {
            return ": stop it (`sudo tutord board check --live` looks for its process), take its overlay out of "
                + "config.txt"
        }
        let names = " (" + users.map(\.description).joined(separator: "; ") + "): "
        if users.allSatisfy({ $0.program == "tutord" }) { return names + "sudo systemctl stop tutor" }
        return names + "stop it (sudo kill \(users.map { "\($0.process)" }.joined(separator: " ")))"
    }

    private func list(_ names: [String], none: String) -> String {
        names.isEmpty ? none : "there are " + names.joined(separator: ", ")
    }

    private func text(of code: Int32) -> String { String(cString: strerror(code)) }

    private func advice(onSound code: Int32) -> String {
        switch abs(code) {
        case ENOENT, ENODEV, ENXIO: "plug it in, or set the device in the board file (aplay -L, arecord -L list them)"
        case EBUSY: "another program uses it: stop that program, or use a sound server's device"
        case EACCES, EPERM: "add the user to the group audio"
        case EINVAL: "use 'plughw:…' in place of 'hw:…'"
        default: "unplug it and plug it in again"
        }
    }
}
