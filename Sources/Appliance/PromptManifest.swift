import Tutor

/// What the sounds of a language were made of.
struct PromptManifest: Sendable, Hashable, Codable {
    struct Entry: Sendable, Hashable, Codable {
        /// All that is said.
        var text: String
        /// The fingerprint of the recording that stands in for the sentence, where one does.
        var recording: String?
        /// The voice and its version.
        var voice: String
        /// How long the file is, and a sum of its bytes.
        var bytes: Int
        var digest: String
    }

    /// Of how sounds are made: another number makes all of them anew.
    static let version = 1

    var version = PromptManifest.version
    private var prompts: [String: Entry] = [:]

    init() {}

    /// What a prompt was made of, where that is what it says now.
    func entry(for prompt: VoicePrompt) -> Entry? {
        let entry = prompts[prompt.key.rawValue]
        return entry?.text == prompt.text && entry?.recording == prompt.recording?.fingerprint ? entry : nil
    }

    mutating func note(_ prompt: VoicePrompt, by voice: String, _ bytes: [UInt8]) {
        prompts[prompt.key.rawValue] = Entry(
            text: prompt.text, recording: prompt.recording?.fingerprint, voice: voice, bytes: bytes.count,
            digest: PromptManifest.digest(bytes))
    }

    /// FNV-1a, 64 bits: tells a damaged file, not a forged one.
    static func digest(_ bytes: [UInt8]) -> String {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        bytes.withUnsafeBufferPointer { for byte in $0 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 } }
        return String(sum, radix: 16)
    }
}
