import Foundation
import Glibc

/// A keyboard that the kernel makes of what is written (Documentation/input/uinput.rst).
final class VirtualKeyboard {
    struct Failure: Error { var what: String }

    static var isPossible: Bool {
        let device = open("/dev/uinput", O_WRONLY | O_CLOEXEC)
        guard device >= 0 else { return false }
        close(device)
        return true
    }

    /// `/dev/input/eventN`
    let path: String
    private var device: Int32

    /// Requests of linux/uinput.h.
    private enum Request {
        static let create: UInt = 0x5501
        static let destroy: UInt = 0x5502
        static let setUp: UInt = 0x405C_5503
        static let type: UInt = 0x4004_5564
        static let key: UInt = 0x4004_5565
        static let name: UInt = 0x8040_552C
    }

    init() throws {
        let device = open("/dev/uinput", O_WRONLY | O_CLOEXEC)
        guard device >= 0 else { throw Failure(what: "open") }
        self.device = device
        guard ioctl(device, Request.type, Int32(1)) == 0 else { throw Failure(what: "UI_SET_EVBIT") }
        for code in 1..<120 {
            guard ioctl(device, Request.key, Int32(code)) == 0 else { throw Failure(what: "UI_SET_KEYBIT") }
        }
        // struct uinput_setup: bus (USB), vendor, product, version; 80 bytes of name; effects.
        var setUp = [UInt8](repeating: 0, count: 92)
        setUp[0] = 3
        setUp.replaceSubrange(8..<20, with: Array("Badge reader".utf8))
        guard setUp.withUnsafeMutableBytes({ ioctl(device, Request.setUp, $0.baseAddress!) }) == 0,
            ioctl(device, Request.create, 0) == 0
        else { throw Failure(what: "UI_DEV_SETUP") }
        var name = [UInt8](repeating: 0, count: 64)
        guard name.withUnsafeMutableBytes({ ioctl(device, Request.name, $0.baseAddress!) }) >= 0 else {
            throw Failure(what: "UI_GET_SYSNAME")
        }
        let input = "/sys/devices/virtual/input/" + String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        guard
            let event = try FileManager.default.contentsOfDirectory(atPath: input).first(where: {
                $0.hasPrefix("event")
            })
        else { throw Failure(what: "no event device") }
        path = "/dev/input/" + event
        // Without udev nobody makes the node.
        if access(path, F_OK) != 0 {
            let numbers = try String(contentsOfFile: "\(input)/\(event)/dev", encoding: .utf8)
                .split { !$0.isNumber }.compactMap { UInt32($0) }
            mkdir("/dev/input", 0o755)
            mknod(path, S_IFCHR | 0o600, makedev(numbers[0], numbers[1]))
        }
    }

    func write(_ bytes: [UInt8]) { _ = Glibc.write(device, bytes, bytes.count) }

    func plugOut() {
        guard device >= 0 else { return }
        _ = ioctl(device, Request.destroy, 0)
        close(device)
        device = -1
    }

    private func makedev(_ major: UInt32, _ minor: UInt32) -> dev_t {
        dev_t(major & 0xfff) << 8 | dev_t(minor & 0xff) | dev_t(minor & ~0xff) << 12
    }
}
