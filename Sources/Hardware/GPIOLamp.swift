/// A lamp on a GPIO line: on or off.
final class GPIOLamp: LampDriver {
    /// Nil once it was released.
    private var line: GPIOLine?

    init(_ reference: LineReference, activeLow: Bool, on chip: GPIOChip) throws(HardwareError) {
        line = try GPIOLine(lamp: reference, activeLow: activeLow, on: chip)
    }

    func set(percent: Int) throws(HardwareError) { try line?.set(percent > 0) }

    func blink(percent: Int, _ pattern: BlinkPattern) -> KernelBlinking { .cannot }

    func release() {
        try? line?.set(false)
        line = nil
    }
}
