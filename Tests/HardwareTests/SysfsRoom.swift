import Foundation
import Glibc
import Hardware

/// A folder that looks like sysfs to whoever writes to LEDs and PWM channels. Its files are ordinary ones; a channel
/// appears when its number is written to `export`, which is a pipe.
final class SysfsRoom {
    let root: URL
    private var pipes: [String] = []

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "sysfs-\(UUID().uuidString)")
        for folder in ["class/leds", "class/pwm"] {
            try FileManager.default.createDirectory(at: root.appending(path: folder), withIntermediateDirectories: true)
        }
    }

    deinit {
        for pipe in pipes {
            // So that nobody waits for a number for ever.
            close(open(pipe, O_RDWR | O_NONBLOCK))
        }
        try? FileManager.default.removeItem(at: root)
    }

    var path: String { root.path }

    func addLED(_ name: String, most: Int = 255, trigger: String? = "[none] timer") throws {
        var files = ["brightness": "0", "max_brightness": "\(most)"]
        if let trigger {
            files["trigger"] = trigger
            files["delay_on"] = "500"
            files["delay_off"] = "500"
        }
        try write(files, to: "class/leds/\(name)")
    }

    /// A chip one of whose channels comes when it is exported, some time later, as with udev.
    func addPWMChip(_ name: String, device: String, channels: Int = 2) throws {
        try write([:], to: "devices/\(device)")
        try write(["npwm": "\(channels)", "unexport": ""], to: "class/pwm/\(name)")
        let chip = root.appending(path: "class/pwm/\(name)")
        try FileManager.default.createSymbolicLink(
            at: chip.appending(path: "device"), withDestinationURL: root.appending(path: "devices/\(device)"))
        let export = chip.appending(path: "export").path
        guard mkfifo(export, 0o600) == 0 else { throw POSIXError(.EIO) }
        pipes.append(export)
        let room = self.root
        Thread.detachNewThread {
            let pipe = open(export, O_RDONLY)
            guard pipe >= 0 else { return }
            defer { close(pipe) }
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = read(pipe, &bytes, bytes.count)
            guard count > 0 else { return }
            let number = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").first ?? "?"
            try? SysfsRoom.write(
                ["period": "0", "duty_cycle": "0", "enable": "0", "polarity": "normal"],
                to: room.appending(path: "class/pwm/\(name)/pwm\(number)"))
        }
    }

    /// The first line of a file below the root.
    func value(_ file: String) throws -> String {
        let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
        return String(text.split(separator: "\n", omittingEmptySubsequences: false).first ?? "")
    }

    private func write(_ files: [String: String], to folder: String) throws {
        try SysfsRoom.write(files, to: root.appending(path: folder))
    }

    private static func write(_ files: [String: String], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // The last comes when the others are there.
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            try Data((text + "\n").utf8).write(to: folder.appending(path: name))
        }
    }
}
