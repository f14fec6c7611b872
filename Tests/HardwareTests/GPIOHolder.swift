import Foundation

/// The programs of libgpiod, whose first version takes other arguments than its second.
enum GPIOHolder {
    /// Whether `gpioset` is of the first version.
    static var isLibraryOne: Bool {
        get throws {
            let asking = Process()
            asking.executableURL = URL(filePath: "/usr/bin/gpioset")
            asking.arguments = ["--version"]
            let said = Pipe()
            asking.standardOutput = said
            try asking.run()
            let text = String(decoding: try said.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            asking.waitUntilExit()
            return text.contains("v1.")
        }
    }
}
