/// One lamp that this process holds, whatever it hangs on; given back when released.
///
/// Opened dark. Not `Sendable`: it belongs to a lock.
protocol LampDriver: AnyObject {
    /// Shines steadily: 0 (dark) to 100 percent. Ends blinking.
    func set(percent: Int) throws(HardwareError)

    /// Lets the kernel do the blinking. When it will not, the lamp is dark or steady, and the caller has to.
    func blink(percent: Int, _ pattern: BlinkPattern) throws(HardwareError) -> KernelBlinking

    /// Darkens it, as far as that can be done, and gives it back as it was found.
    func release()
}

/// What the kernel makes of a wish to blink.
enum KernelBlinking: Sendable, Hashable {
    case blinks
    /// It blinks by a pattern of its own; asked again in a moment it may take ours.
    case blinksOtherwise
    case cannot
}
