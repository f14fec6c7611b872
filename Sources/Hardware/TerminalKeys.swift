import Glibc

/// The talk button as the space bar or Enter of a terminal, the others as keys, on a thread of its own (see ``KeyHold``).
final class TerminalKeys: Sendable {
    private let descriptor: Int32
    private let deliver: @Sendable (BoardEvent) -> Void

    init(descriptor: Int32, deliver: @escaping @Sendable (BoardEvent) -> Void) {
        self.descriptor = descriptor
        self.deliver = deliver
    }

    /// Reads keys until the task is cancelled or the terminal is closed, then puts the terminal back.
    func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "keys", stop: stop) { () throws(HardwareError) in
            try self.read(until: stop)
        }
    }

    private func read(until stop: Wakeup) throws(HardwareError) {
        let mode = try TerminalMode(keysOf: descriptor)
        var hold = KeyHold()
        var bytes = [UInt8](repeating: 0, count: 64)
        while true {
            let ready = Wakeup.wait(
                for: [stop.descriptor, descriptor],
                atMost: hold.deadline.map { max(.zero, $0 - MonotonicClock.now) })
            if ready[0] { break }
            let now = MonotonicClock.now
            if ready[1] {
                let count = Glibc.read(descriptor, &bytes, bytes.count)
                // The terminal was closed: nobody will press any more; wait to be stopped.
                guard count > 0 else {
                    _ = Wakeup.wait(for: [stop.descriptor], atMost: nil)
                    break
                }
                for byte in bytes[..<count] {
                    if let button = Button(key: byte) {
                        deliver(.pressed(button, at: now))
                        deliver(.released(button, at: now))
                    } else {
                        tell(hold.key(KeyHold.Key(byte), at: now))
                    }
                }
            } else {
                tell(hold.tick(at: now))
            }
        }
        _ = consume mode
    }

    private func tell(_ change: KeyHold.Change?) {
        switch change {
        case .pressed(let at): deliver(.pressed(.talk, at: at))
        case .released(let at): deliver(.released(.talk, at: at))
        case nil: break
        }
    }
}

extension Button {
    /// The keys of the buttons beside the talk button: `+`, `-`, `n` for the next pupil, `t` for the teacher's.
    fileprivate init?(key byte: UInt8) {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "="): self = .volumeUp
        case UInt8(ascii: "-"): self = .volumeDown
        case UInt8(ascii: "n"): self = .pupil
        case UInt8(ascii: "t"): self = .teacher
        default: return nil
        }
    }
}

extension KeyHold.Key {
    init(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "): self = .space
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): self = .enter
        default: self = .other
        }
    }
}
