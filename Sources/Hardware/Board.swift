public import Audio

/// Buttons, a lamp, a microphone and a loudspeaker.
///
/// ```
/// button edges ──┐
/// microphone ────┼──> notice, in ONE order      play, stopPlaying, show ──> loudspeaker, lamps
/// played, lost ──┘
/// ```
public protocol Board: Sendable {
    /// Opens the devices and works until cancelled. A microphone or speaker that is missing or goes away is an event
    /// and tried again, not an error.
    /// - Parameter notice: is told everything the board notices, in the order it happened, one event at a time, on the
    ///   threads of the devices: it must return at once, and not call the board.
    /// - Throws: ``HardwareError`` when the board cannot be what its description says (no such GPIO line, …).
    func run(_ notice: @escaping @Sendable (BoardEvent) -> Void) async throws

    /// Queues sound; returns at once. What does not fit into the queue is refused (see ``BoardEvent/silenced(at:)``).
    func play(_ frame: AudioFrame)

    /// Silence now: drops what is queued and what the device has not played yet. Answered by one
    /// ``BoardEvent/silenced(at:)``, before which the last `played` tells what really was audible.
    func stopPlaying()

    /// Shows a state, as far as it is true (see ``Lamp/honest(microphone:)``).
    func show(_ lamp: Lamp)

    /// How loud the loudspeaker is: 0 (silent) to 100 (the ceiling that the board's description sets). Lasts until it is
    /// set again, also when the device goes and comes back.
    func setVolume(_ percent: Int)

    /// Counts since the start of what did not go as it should.
    var health: BoardHealth { get }
}
