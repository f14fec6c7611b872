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
        case .lineBusy(let line, let chip, let holder):
            "GPIO \(line) of chip '\(chip)' is held by \(holder.map { "'\($0)'" } ?? "another program"): "
                + "stop it, take its overlay out of config.txt, or choose another line in the board file"
        case .noPermission(let path):
            "no permission to open \(path): add the user to the group that owns it (gpio, or audio for sound)"
        case .gpio(let operation, let line, let chip, let code):
            "GPIO \(line) of chip '\(chip)': \(operation) failed: \(text(of: code)); "
                + "check the line and its bias in the board file"
        case .sound(let operation, let device, let code, let reason):
            "sound device '\(device)': \(operation) failed: \(reason); " + advice(onSound: code)
        case .noSoundFormat(let device):
            "sound device '\(device)' takes neither 16-bit nor 32-bit mono or stereo: use 'plughw:…' in place of 'hw:…'"
        case .invalidBoard(let field, let reason):
            "board description, '\(field)': \(reason)"
        case .notATerminal:
            "the keyboard board needs a terminal on standard input: run it in one, or choose another --board"
        case .noResources(let operation, let code):
            "\(operation) failed: \(text(of: code)); check the limits of the service (ulimit -a)"
        }
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
