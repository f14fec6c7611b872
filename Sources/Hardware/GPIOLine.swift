import CGPIO
import Glibc

/// One line of a chip that this process holds, released when forgotten.
///
/// Not `Sendable`: it belongs to one thread, or to a lock.
final class GPIOLine {
    struct Edge: Sendable, Hashable {
        var active: Bool
        var at: Duration
    }

    let reference: LineReference
    private let chip: String
    private var line: cgpio_line

    /// Holds a button's line and listens to both its edges.
    init(button: ButtonLine, on chip: GPIOChip) throws(HardwareError) {
        let offset = try chip.offset(of: button.line)
        let settings = cgpio_settings(
            offset: UInt32(offset), active_low: button.activeLow, bias: button.bias.native,
            debounce_us: UInt32(button.kernelDebounceMilliseconds * 1000))
        var line = cgpio_line()
        let code = cgpio_request_button(chip.path, settings, &line)
        if code < 0 { throw GPIOLine.error(code, "listening", button.line, offset, chip) }
        self.line = line
        self.chip = chip.label
        reference = button.line
    }

    /// Holds a lamp's line, dark.
    init(lamp reference: LineReference, activeLow: Bool, on chip: GPIOChip) throws(HardwareError) {
        let offset = try chip.offset(of: reference)
        let settings = cgpio_settings(
            offset: UInt32(offset), active_low: activeLow, bias: CGPIO_BIAS_AS_IS, debounce_us: 0)
        var line = cgpio_line()
        let code = cgpio_request_lamp(chip.path, settings, false, &line)
        if code < 0 { throw GPIOLine.error(code, "taking it for a lamp", reference, offset, chip) }
        self.line = line
        self.chip = chip.label
        self.reference = reference
    }

    deinit { cgpio_release(&line) }

    /// Whether libgpiod can ask the kernel to debounce.
    static var hasKernelDebounce: Bool { CGPIO_MAJOR >= 2 }

    /// Can be read when an edge waits.
    var descriptor: Int32 { cgpio_descriptor(&line) }

    /// The next edge; blocks when none waits.
    func readEdge() throws(HardwareError) -> Edge {
        var edge = cgpio_edge()
        try check(cgpio_read_edge(&line, &edge), "reading an edge")
        return Edge(active: edge.active, at: .nanoseconds(Int64(edge.nanoseconds)))
    }

    func isActive() throws(HardwareError) -> Bool { try check(cgpio_value(&line), "reading") == 1 }

    func set(_ active: Bool) throws(HardwareError) { try check(cgpio_set(&line, active), "setting") }

    @discardableResult
    private func check(_ result: Int32, _ operation: String) throws(HardwareError) -> Int32 {
        if result < 0 { throw .gpio(operation: operation, line: reference, chip: chip, code: -result) }
        return result
    }

    private static func error(
        _ code: Int32, _ operation: String, _ line: LineReference, _ offset: Int, _ chip: GPIOChip
    ) -> HardwareError {
        switch -code {
        case EBUSY:
            .lineBusy(
                line, chip: chip.label, holder: chip.facts(ofLine: offset)?.holder, users: chip.users(ofLine: offset))
        case EACCES, EPERM: .noPermission(path: chip.path, facts: AccessFacts(path: chip.path))
        default: .gpio(operation: operation, line: line, chip: chip.label, code: -code)
        }
    }
}

extension ButtonLine.Bias {
    fileprivate var native: cgpio_bias {
        switch self {
        case .pullUp: CGPIO_BIAS_PULL_UP
        case .pullDown: CGPIO_BIAS_PULL_DOWN
        case .none: CGPIO_BIAS_NONE
        case .asIs: CGPIO_BIAS_AS_IS
        }
    }
}
