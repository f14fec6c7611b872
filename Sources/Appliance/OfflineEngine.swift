/// The ears and the voice of a box, each on a thread of its own: loaded once, and lent to one conversation after another.
///
/// What is lent keeps nothing of a conversation: a turn that was being heard is forgotten with it.
public final class OfflineEngine: Sendable {
    let voices: OfflineVoices
    let ears: WorkThread<Ears>
    let mouth: WorkThread<Mouth>

    /// Begins to load both.
    public init(voices: OfflineVoices) {
        self.voices = voices
        ears = WorkThread(named: "recogniser") { Ears(voices.makeRecognizer) }
        mouth = WorkThread(named: "voice", limit: 64) { Mouth(voices.makeVoice) }
    }

    /// Ends the threads, when what was posted is done.
    public func finish() {
        ears.finish()
        mouth.finish()
    }
}
