/// Hears whole utterances again, once with each warp of a ``Throat``.
///
/// The first decoder hears the sounds as they come, with the cepstral mean of what came before. These know all of the
/// utterance, so they take its own mean: they err elsewhere, and what all agree on is right more often.
final class SecondOpinion {
    /// One for each of ``Throat/warps``.
    private let decoders: [SphinxDecoder]
    /// What the decoders have at present.
    private var graph: WordGraph?
    private var pronunciations: [String: [String]] = [:]

    init(model: AcousticModel, settings: RecognizerSettings) throws(SpeechError) {
        var decoders: [SphinxDecoder] = []
        for warp in Throat.warps.indices {
            var options = SphinxOptions.grammar(warp, settings)
            // Half the time for the same words, but scores that cannot be compared with the loop's.
            options["compallsen"] = "no"
            decoders.append(try SphinxDecoder(model: model, options: options))
        }
        self.decoders = decoders
    }

    /// What each warp hears in the samples of an utterance, at 16 kHz.
    func hear(
        _ samples: [Int16], _ graph: WordGraph, _ pronunciations: [String: [String]]
    ) throws(SpeechError) -> [Pass] {
        // Grammars come and go without being needed here, so each is taken over only when it is.
        if self.pronunciations.count != pronunciations.count || self.graph != graph {
            let isNewDictionary = self.pronunciations.count != pronunciations.count
            self.graph = nil
            for decoder in decoders {
                guard !isNewDictionary || decoder.use(pronunciations), decoder.use(graph) else {
                    self.pronunciations = [:]
                    throw .grammar(phrases: graph.words.count)
                }
            }
            self.pronunciations = pronunciations
            self.graph = graph
        }
        var passes: [Pass] = []
        for decoder in decoders { passes.append(Pass(path: try decoder.decode(samples))) }
        return passes
    }
}
