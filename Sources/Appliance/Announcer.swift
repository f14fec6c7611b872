import Audio
public import Speech
import Tutor

/// The box's own voice, for what the tutor cannot say.
public struct Announcer: Sendable {
    private let thread: WorkThread<Result<any Voice, any Error>>

    /// - Parameter makeVoice: called on the thread that will use it, when something is to be said first.
    public init(_ makeVoice: @escaping @Sendable () throws -> any Voice) {
        thread = WorkThread(named: "announcer", limit: 4) { Result { try makeVoice() } }
    }

    /// Speaks, and hands the sound over. Without a voice nothing is said: an earcon was.
    func say(_ words: String, in language: String, _ handOver: @escaping @Sendable (AudioFrame) -> Void) {
        thread.post { voice in
            var samples: [Int16] = []
            do {
                try voice.get().speak(words, style: VoiceStyle(language: language)) {
                    samples += $0.samples
                    return true
                }
            } catch {
                return
            }
            if !samples.isEmpty { handOver(AudioFrame(samples)) }
        }
    }

    func finish() { thread.finish() }
}
