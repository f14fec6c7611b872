import CGPIO
import Glibc

/// A GPIO character device, found by its label, its name or its path.
public struct GPIOChip: Sendable, Hashable, Codable {
    /// Such as `/dev/gpiochip0`.
    public var path: String
    /// Such as `gpiochip0`; changes with the order in which drivers start.
    public var name: String
    /// Such as `pinctrl-bcm2711`; what the hardware calls itself.
    public var label: String
    /// How many it has.
    public var lines: Int

    /// Looks for a chip.
    /// - Throws: ``HardwareError/noChip(_:found:)``, or ``HardwareError/noPermission(path:facts:)`` when one that may be
    ///   it cannot be looked at.
    init(_ wanted: String) throws(HardwareError) {
        let paths = wanted.hasPrefix("/") ? [wanted] : GPIOChip.paths()
        var found: [GPIOChip] = []
        var closed: String?
        for path in paths {
            var facts = cgpio_chip_facts()
            switch -cgpio_describe_chip(path, &facts) {
            case 0: found.append(GPIOChip(path: path, facts))
            case EACCES, EPERM: closed = path
            default: break
            }
        }
        let isPath = wanted.hasPrefix("/")
        if let chip = found.first(where: { isPath || $0.label == wanted || $0.name == wanted }) {
            self = chip
        } else if let closed {
            throw .noPermission(path: closed, facts: AccessFacts(path: closed))
        } else {
            throw .noChip(wanted, found: found.map { "'\($0.label)' (\($0.name))" })
        }
    }

    private init(path: String, _ facts: cgpio_chip_facts) {
        self.path = path
        name = text(facts.name)
        label = text(facts.label)
        lines = Int(facts.lines)
    }

    /// All chips that may be looked at, and the paths of those that may not.
    public static func all() -> (open: [GPIOChip], closed: [String]) {
        var open: [GPIOChip] = []
        var closed: [String] = []
        for path in paths() {
            var facts = cgpio_chip_facts()
            if cgpio_describe_chip(path, &facts) == 0 {
                open.append(GPIOChip(path: path, facts))
            } else {
                closed.append(path)
            }
        }
        return (open, closed)
    }

    private static func paths() -> [String] {
        SysfsFolder("/dev").names.filter { $0.hasPrefix("gpiochip") }.map { "/dev/" + $0 }
    }

    /// The offset of a line.
    /// - Throws: ``HardwareError/noLine(_:chip:found:)``.
    public func offset(of line: LineReference) throws(HardwareError) -> Int {
        switch line {
        case .offset(let offset):
            guard (0..<lines).contains(offset) else { throw .noLine(line, chip: label, found: ["0 to \(lines - 1)"]) }
            return offset
        case .name(let wanted):
            let names = (0..<lines).map { facts(ofLine: $0)?.name ?? "" }
            guard let offset = names.firstIndex(of: wanted) else {
                throw .noLine(line, chip: label, found: names.filter { !$0.isEmpty })
            }
            return offset
        }
    }

    /// A line's name and who holds it.
    public func facts(ofLine offset: Int) -> (name: String, holder: String?)? {
        var facts = cgpio_line_facts()
        guard cgpio_describe_line(path, UInt32(offset), &facts) == 0 else { return nil }
        let holder = text(facts.consumer)
        return (text(facts.name), facts.used ? (holder.isEmpty ? "the kernel" : holder) : nil)
    }

    /// The processes that hold a line, where they can be seen.
    public func users(ofLine offset: Int) -> [DeviceUser] { OpenFiles.users(ofLine: offset, chip: name) }
}

/// The text of a fixed C array, up to its first zero.
private func text<Array>(_ array: Array) -> String { withUnsafeBytes(of: array) { text($0) } }

private func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
}
