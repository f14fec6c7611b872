import CALSA
import Glibc

/// A sound card that the kernel has now.
public struct SoundCard: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Its number, which changes with the order in which cards are found: never to be written down.
    public var index: Int
    /// Its short name, unique among the cards (`Device`, `Headphones`).
    public var id: String
    public var name: String
    /// With the place where it is, mostly.
    public var longName: String
    /// The USB port that it is in (`1-1.2`): the same for whatever is plugged in there. Nil for one that is not USB.
    public var usbPort: String?
    public var hasCapture: Bool
    public var hasPlayback: Bool

    public init(
        index: Int, id: String, name: String, longName: String, usbPort: String? = nil, hasCapture: Bool,
        hasPlayback: Bool
    ) {
        self.index = index
        self.id = id
        self.name = name
        self.longName = longName
        self.usbPort = usbPort
        self.hasCapture = hasCapture
        self.hasPlayback = hasPlayback
    }

    /// How it is called in a board file, and what it is.
    public var description: String {
        let place = usbPort.map { "'card:\(id)' or 'usb:\($0)'" } ?? "'card:\(id)'"
        return place + (name.isEmpty || name == id ? "" : " (\(name))")
    }

    /// The cards that are there, by index.
    ///
    /// Source: sysfs (`class/sound`), and for the names `/proc/asound/cards`, or the card itself where that is hidden.
    /// - Parameter root: where `sys` and `proc` are.
    public static func all(root: String = "/") -> [SoundCard] {
        let top = root.hasSuffix("/") ? root : root + "/"
        let folder = top + "sys/class/sound"
        let entries = list(folder)
        let names = names(in: read(top + "proc/asound/cards"))
        return entries.compactMap { entry in
            guard entry.hasPrefix("card"), let index = Int(entry.dropFirst(4)) else { return nil }
            let id = read("\(folder)/\(entry)/id").trimmed
            let name = names[index] ?? (root == "/" ? SoundCard.names(of: index) : (id, id))
            return SoundCard(
                index: index, id: id.isEmpty ? "\(index)" : id, name: name.0, longName: name.1,
                usbPort: usbPort(ofDevice: "\(folder)/\(entry)/device"),
                hasCapture: entries.contains { $0.hasPrefix("pcmC\(index)D") && $0.hasSuffix("c") },
                hasPlayback: entries.contains { $0.hasPrefix("pcmC\(index)D") && $0.hasSuffix("p") })
        }.sorted { $0.index < $1.index }
    }

    /// `1-1.2` of a device that is the interface `1-1.2:1.0`.
    private static func usbPort(ofDevice link: String) -> String? {
        guard let path = realpath(link, nil) else { return nil }
        defer { free(path) }
        let last = String(cString: path).split(separator: "/").last ?? ""
        guard let match = last.wholeMatch(of: /(\d+-\d+(?:\.\d+)*):\d+\.\d+/) else { return nil }
        return String(match.1)
    }

    /// Name and long name by index, of ` 0 [id             ]: driver - name` and the line below it.
    private static func names(in text: String) -> [Int: (String, String)] {
        var names: [Int: (String, String)] = [:]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, next) in zip(lines, lines.dropFirst()) {
            guard let match = line.firstMatch(of: /^ *(\d+) \[.*?\]: .*? - (.*)$/), let index = Int(match.1) else {
                continue
            }
            names[index] = (String(match.2).trimmed, String(next).trimmed)
        }
        return names
    }

    private static func names(of index: Int) -> (String, String) {
        func text(_ ask: (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32) -> String {
            var text: UnsafeMutablePointer<CChar>?
            guard ask(Int32(index), &text) >= 0, let text else { return "" }
            defer { free(text) }
            return String(cString: text)
        }
        return (text(snd_card_get_name), text(snd_card_get_longname))
    }

    private static func list(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    /// A small file of the kernel's; empty when it cannot be read.
    private static func read(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(file, &part, part.count)
            guard count > 0, bytes.count < 1 << 20 else { break }
            bytes += part[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
