import CPocketsphinx
import Glibc

/// One decoder of libpocketsphinx. Not `Sendable`: it belongs to the thread of its recogniser.
final class SphinxDecoder {
    /// A word or a silence of the best path.
    struct Segment {
        /// Without the number of its pronunciation; silences and noises in brackets of their own.
        var word: String
        /// Frames of 10 ms.
        var frames: Range<Int>
        /// Log of the likelihood, 0 at best.
        var score: Int

        /// Whether it is a word of the grammar.
        var isWord: Bool { !word.hasPrefix("<") && !word.hasPrefix("[") && !word.hasPrefix("(") && !word.isEmpty }
    }

    private let pointer: OpaquePointer

    /// - Parameter options: pocketsphinx's options without the dash.
    /// - Throws: ``SpeechError/library(_:package:reason:)``, ``SpeechError/refusedModel(path:)``.
    init(model: AcousticModel, options: [String: String]) throws(SpeechError) {
        if let reason = sphinx_library_error() {
            throw .library("libpocketsphinx", package: "libpocketsphinx3", reason: String(cString: reason))
        }
        var options = options
        options["hmm"] = model.folder
        let names = options.keys.map { strdup($0) }
        let values = options.values.map { strdup($0) }
        defer { (names + values).forEach { free($0) } }
        let made = sphinx_decoder_create(
            names.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, options.count)
        guard let made else { throw .refusedModel(path: model.folder) }
        pointer = made
    }

    deinit { sphinx_decoder_destroy(pointer) }

    /// Makes these pronunciations the decoder's dictionary. Whether they were taken.
    func use(_ dictionary: [String: [String]]) -> Bool {
        var text = ""
        for word in dictionary.keys.sorted() {
            for (index, phones) in (dictionary[word] ?? []).enumerated() {
                text += (index == 0 ? word : "\(word)(\(index + 1))") + " " + phones + "\n"
            }
        }
        return sphinx_decoder_set_dictionary(pointer, text, text.utf8.count) == 0
    }

    /// Whether the grammar was taken.
    func use(_ graph: WordGraph) -> Bool {
        let text = graph.fsg
        return sphinx_decoder_set_grammar(pointer, text, text.utf8.count) == 0
    }

    /// Listens for any sounds of the language instead of words.
    func usePhoneLoop() -> Bool { sphinx_decoder_set_phone_loop(pointer) == 0 }

    func start() throws(SpeechError) {
        guard sphinx_decoder_start(pointer) == 0 else { throw .decoder(doing: "begin") }
    }

    /// Decodes samples at 16 kHz.
    func process(_ samples: [Int16]) throws(SpeechError) {
        guard sphinx_decoder_process(pointer, samples, samples.count) == 0 else { throw .decoder(doing: "decode") }
    }

    func end() throws(SpeechError) {
        guard sphinx_decoder_end(pointer) == 0 else { throw .decoder(doing: "end") }
    }

    /// Decodes a whole utterance at 16 kHz, with its own cepstral mean; for decoders that do only this.
    func decode(_ samples: [Int16]) throws(SpeechError) -> [Segment] {
        try start()
        let refused = sphinx_decoder_process_whole(pointer, samples, samples.count) != 0
        try end()
        guard !refused else { throw .decoder(doing: "decode") }
        return segments()
    }

    /// The best path, in order of time.
    func segments() -> [Segment] {
        var buffer = [sphinx_segment](repeating: sphinx_segment(), count: 1024)
        let count = sphinx_decoder_segments(pointer, &buffer, buffer.count)
        return buffer[..<min(count, buffer.count)].map { segment in
            let name = segment.word.map { String(cString: $0) } ?? ""
            let base = name.hasSuffix(")") && !name.hasPrefix("(") ? String(name.prefix { $0 != "(" }) : name
            let first = Int(segment.first_frame)
            return Segment(
                word: base, frames: first..<max(first, Int(segment.last_frame) + 1), score: Int(segment.acoustic_score))
        }
    }
}
