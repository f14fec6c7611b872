public import Audio

/// Turns what a pupil says into one of the things that may be said.
///
/// ``begin(_:)``, any number of ``hear(_:)``, then ``finish()`` or ``cancel()``; and again. A recogniser belongs to one
/// thread: it is never used by two at once.
public protocol Recognizer {
    /// Starts an utterance in which something of `grammar` may be said. An utterance under way is cancelled first.
    func begin(_ grammar: Grammar) throws
    /// Listens to the next frame of the utterance. Outside of an utterance it does nothing.
    func hear(_ frame: AudioFrame) throws
    /// Ends the utterance and tells what was heard. Without ``begin(_:)`` that is silence.
    func finish() throws -> Hypothesis
    /// Ends the utterance and forgets it.
    func cancel()
}
