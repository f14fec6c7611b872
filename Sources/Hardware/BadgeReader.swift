/// A reader of badges or bar codes.
public protocol BadgeReader: Sendable {
    /// Reads until cancelled. A reader that is missing, is taken by another program or goes away is an event and tried
    /// again, not an error.
    /// - Parameter notice: is told what happens, in order, on the reader's own thread: it must return at once.
    /// - Throws: ``HardwareError`` when no thread can be had.
    func run(_ notice: @escaping @Sendable (BadgeEvent) -> Void) async throws
}

/// What a reader tells.
public enum BadgeEvent: Sendable, Hashable {
    case read(BadgeNumber)
    /// Whether there is a reader that can be read.
    case reader(DeviceState)
}
