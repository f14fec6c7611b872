public import Audio

/// Buttons, a lamp, a microphone and a loudspeaker.
///
/// ```
/// button edges ──┐
/// microphone ────┼──> events, ONE stream in order      play, stopPlaying, show ──> loudspeaker, lamps
/// played, lost ──┘
/// ```
public protocol Board: Sendable {
    /// Everything the board notices, in the order it happened. To be iterated once. It ends when ``run()`` does.
    var events: AsyncStream<BoardEvent> { get }

    /// Opens the devices and works until cancelled. A microphone or speaker that is missing or goes away is an event
    /// and tried again, not an error.
    /// - Throws: ``HardwareError`` when the board cannot be what its description says (no such GPIO line, …).
    func run() async throws

    /// Queues sound; returns at once. What does not fit into the queue is refused (see ``BoardEvent/silenced(at:)``).
    func play(_ frame: AudioFrame)

    /// Silence now: drops what is queued and what the device has not played yet. Answered by one
    /// ``BoardEvent/silenced(at:)``, before which the last `played` tells what really was audible.
    func stopPlaying()

    /// Shows a state, as far as it is true (see ``Lamp/honest(microphone:)``).
    func show(_ lamp: Lamp)
}
