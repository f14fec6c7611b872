public import Audio
import Foundation
public import Tutor

/// The prompts that were made beforehand: `<folder>/<language>/<key>.wav`, and beside them a `manifest.json` that knows
/// what each was made of. A sound whose words have changed since, or whose bytes are not those that were written, counts
/// as not made.
public struct PromptStore: Sendable, Hashable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// The sound of a prompt, where it was made of these very words.
    public func frame(for prompt: VoicePrompt) -> AudioFrame? {
        guard let entry = manifest(of: prompt.language).entry(for: prompt),
            let data = try? Data(contentsOf: URL(filePath: path(of: prompt)))
        else { return nil }
        let bytes = [UInt8](data)
        guard PromptManifest.digest(bytes) == entry.digest else { return nil }
        return try? WAVFile(bytes: bytes).frame()
    }

    /// Whether it is made of these words; its bytes are counted, not read.
    public func has(_ prompt: VoicePrompt) -> Bool { has(prompt, in: manifest(of: prompt.language)) }

    public func path(of prompt: VoicePrompt) -> String { "\(folder(of: prompt.language))/\(prompt.key.rawValue).wav" }

    // MARK: For who makes them

    func manifest(of language: LanguageTag) -> PromptManifest {
        guard let data = try? Data(contentsOf: URL(filePath: folder(of: language) + "/manifest.json")),
            let manifest = try? JSONDecoder().decode(PromptManifest.self, from: data),
            manifest.version == PromptManifest.version
        else { return PromptManifest() }
        return manifest
    }

    /// - Parameter voice: of any voice when nil.
    func has(_ prompt: VoicePrompt, in manifest: PromptManifest, by voice: String? = nil) -> Bool {
        guard let entry = manifest.entry(for: prompt), voice == nil || entry.voice == voice else { return false }
        let facts = try? FileManager.default.attributesOfItem(atPath: path(of: prompt))
        return (facts?[.size] as? NSNumber)?.intValue == entry.bytes
    }

    /// Keeps a sound, then the manifest: an interruption between the two costs that one sound.
    func keep(
        _ frame: AudioFrame, of prompt: VoicePrompt, by voice: String, in manifest: inout PromptManifest
    ) throws {
        let place = folder(of: prompt.language)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let bytes = WAVFile(sampleRate: AudioFrame.sampleRate, channels: [frame.samples]).bytes
        try AtomicFile.write(Data(bytes), to: path(of: prompt))
        manifest.note(prompt, by: voice, bytes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try AtomicFile.write(encoder.encode(manifest), to: place + "/manifest.json")
    }

    /// Keeps the earcons as files, for whoever wants to hear them; the box itself needs none.
    func keepEarcons() throws {
        let place = folder + "/earcons"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for earcon in Earcon.allCases {
            let path = "\(place)/\(earcon.rawValue).wav"
            let bytes = Data(WAVFile(sampleRate: AudioFrame.sampleRate, channels: [earcon.frame.samples]).bytes)
            if (try? Data(contentsOf: URL(filePath: path))) != bytes { try AtomicFile.write(bytes, to: path) }
        }
    }

    private func folder(of language: LanguageTag) -> String { "\(folder)/\(language)" }
}
