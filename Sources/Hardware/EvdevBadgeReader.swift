import Glibc

/// A USB reader that types like a keyboard, read from the kernel's input device (Documentation/input/input.rst) on a
/// thread of its own. It is taken for this program alone (EVIOCGRAB), so that no number is typed into a console.
public struct EvdevBadgeReader: BadgeReader {
    /// Where the reader is.
    public enum Place: Sendable, Hashable, CustomStringConvertible {
        /// The only keyboard that is plugged in.
        case auto
        case path(String)

        /// `auto`, or the path of a device.
        public init?(_ text: String) {
            if text == "auto" {
                self = .auto
            } else if text.hasPrefix("/") {
                self = .path(text)
            } else {
                return nil
            }
        }

        public var description: String {
            switch self {
            case .auto: "auto"
            case .path(let path): path
            }
        }
    }

    /// How often a reader that is missing is looked for.
    static let retryTime = Duration.seconds(1)
    /// Names that last: of the maker, of the device, of its USB port.
    static let folders = ["/dev/input/by-id", "/dev/input/by-path"]

    private let place: Place
    private let folders: [String]
    private let isGrabbed: Bool

    public init(_ place: Place) { self.init(place, folders: EvdevBadgeReader.folders) }

    /// - Parameter isGrabbed: `false` for what is no input device, which cannot be grabbed.
    init(_ place: Place, folders: [String], isGrabbed: Bool = true) {
        self.place = place
        self.folders = folders
        self.isGrabbed = isGrabbed
    }

    public func run(_ notice: @escaping @Sendable (BadgeEvent) -> Void) async throws {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "badges", stop: stop) { () throws(HardwareError) in
            read(until: stop, notice)
        }
    }

    /// Opens the reader as ``run(_:)`` does, and lets it go again.
    /// - Returns: the path.
    /// - Throws: ``HardwareError``: why it cannot be used, and what to do.
    public func check() throws(HardwareError) -> String {
        let (path, device) = try open()
        close(device)
        return path
    }

    private func read(until stop: Wakeup, _ notice: (BadgeEvent) -> Void) {
        var state: DeviceState?
        func tell(_ new: DeviceState) {
            guard new != state else { return }
            state = new
            notice(.reader(new))
        }
        while !stop.isSignalled {
            do throws(HardwareError) {
                let (path, device) = try open()
                tell(.running)
                let code = readAll(device, until: stop, notice)
                close(device)
                if let code { throw .file(operation: "read", path: path, code: code) }
            } catch {
                tell(.lost("\(error)"))
            }
            _ = Wakeup.wait(for: [stop.descriptor], atMost: EvdevBadgeReader.retryTime)
        }
    }

    /// - Returns: errno, or nil when it was told to stop. An end of file is a reader that was plugged out.
    private func readAll(_ device: Int32, until stop: Wakeup, _ notice: (BadgeEvent) -> Void) -> Int32? {
        var decoder = BadgeDecoder()
        var bytes = [UInt8](repeating: 0, count: 64 * BadgeDecoder.eventBytes)
        while true {
            let ready = Wakeup.wait(for: [stop.descriptor, device], atMost: nil)
            if ready[0] { return nil }
            guard ready[1] else { continue }
            let count = Glibc.read(device, &bytes, bytes.count)
            if count > 0 {
                for number in decoder.take(bytes[..<count], at: MonotonicClock.now) { notice(.read(number)) }
            } else if count == 0 {
                return ENODEV
            } else if errno != EAGAIN, errno != EINTR {
                return errno
            }
        }
    }

    private func open() throws(HardwareError) -> (path: String, device: Int32) {
        let path = try found()
        let device = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard device >= 0 else {
            switch errno {
            case EACCES, EPERM: throw .noPermission(path: path, facts: AccessFacts(path: path))
            case ENOENT, ENODEV, ENXIO: throw .noBadgeReader(path, found: keyboards)
            case let code: throw .file(operation: "open", path: path, code: code)
            }
        }
        guard isGrabbed, ioctl(device, EvdevBadgeReader.grab, 1) != 0 else { return (path, device) }
        let code = errno
        close(device)
        switch code {
        case EBUSY: throw .badgeReaderBusy(path)
        case ENOTTY, EINVAL: throw .noBadgeReader(path, found: keyboards)
        case let code: throw .file(operation: "EVIOCGRAB", path: path, code: code)
        }
    }

    /// `_IOW('E', 0x90, int)` of linux/input.h.
    private static let grab: UInt = 0x4004_4590

    private func found() throws(HardwareError) -> String {
        switch place {
        case .path(let path): return path
        case .auto:
            let keyboards = keyboards
            guard keyboards.count == 1, let only = keyboards.first else {
                throw .noBadgeReader("auto", found: keyboards)
            }
            return only
        }
    }

    /// What types, by the first of the folders that has any: a keyboard has its keys under the name without `-if01`.
    private var keyboards: [String] {
        for folder in folders {
            guard let stream = opendir(folder) else { continue }
            defer { closedir(stream) }
            var names: [String] = []
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasSuffix("-event-kbd") { names.append("\(folder)/\(name)") }
            }
            if !names.isEmpty { return names.sorted() }
        }
        return []
    }
}
