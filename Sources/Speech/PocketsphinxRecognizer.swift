public import Audio

/// Recognises the phrases of a closed grammar with pocketsphinx, decoding while the frames come in.
///
/// Two decoders listen side by side: one for the grammar, one for any sounds of the language. How much better the second
/// does tells whether what was said is in the grammar at all. The cepstral mean (the sound of the microphone and of the
/// pupil) is carried from one utterance to the next, and so is the pupil's ``Throat``.
///
/// ``SecondOpinion`` hears the whole utterance again, in the pause after a word: when the button is let go it has been
/// heard.
///
/// Not `Sendable`: it belongs to one thread.
public final class PocketsphinxRecognizer: Recognizer {
    /// An utterance under way.
    private struct Utterance {
        var resampler = Resampler(from: AudioFrame.sampleRate, to: 16_000)
        var gate = SpeechGate()
        var dither = Dither()
        /// The samples at 16 kHz that were decoded.
        var decoded: [Int16] = []
        /// The second opinion of its first so many samples, taken in a pause, which most often is the last.
        var opinion: (samples: Int, passes: [Pass])?
        var opinions = 0
    }

    private enum State {
        case idle
        case listening(Utterance)
    }

    /// What is longer than this is not listened to any more: 30 s at 16 kHz.
    private static let longest = 30 * 16_000
    /// What is longer than this is no answer to a question, and would keep the pupil waiting: 6 s.
    private static let longestHeardAgain = 6 * 16_000
    /// Pauses in which a second opinion is taken beforehand: a pupil who hesitates costs no more than this.
    private static let mostOpinions = 3
    /// Less sound than this is a click, not a word: blocks of 10 ms.
    private static let shortest = 6

    private let model: AcousticModel
    private var decoder: SphinxDecoder
    /// The warp of ``decoder``, which follows the pupil's.
    private var warp = Throat.middle
    private var throat = Throat()
    private let opinion: SecondOpinion
    private let loop: SphinxDecoder
    private let pronouncer: Pronouncer
    private let settings: RecognizerSettings
    private var pronunciations: [String: [String]] = [:]
    /// Whether the decoder has all of ``pronunciations``.
    private var isDictionaryUsed = false
    private var grammar: Grammar?
    private var graph = WordGraph()
    private var texts = PhraseTexts(Grammar(phrases: []))
    private var state = State.idle

    /// What the last hypothesis was judged by; nil after silence.
    package private(set) var evidence: Evidence?

    /// Loads the model five times: some 0.1 s.
    /// - Throws: ``SpeechError`` where a library or the model is missing.
    public convenience init(model: AcousticModel = .installed) throws(SpeechError) {
        try self.init(model: model, settings: RecognizerSettings())
    }

    package init(model: AcousticModel, settings: RecognizerSettings) throws(SpeechError) {
        try model.check()
        self.model = model
        decoder = try SphinxDecoder(model: model, options: SphinxOptions.grammar(Throat.middle, settings))
        opinion = try SecondOpinion(model: model, settings: settings)
        loop = try SphinxDecoder(model: model, options: SphinxOptions.loop.merging(settings.loopOptions) { $1 })
        guard loop.usePhoneLoop() else { throw .refusedModel(path: model.folder) }
        pronouncer = Pronouncer(
            dictionary: try PronunciationDictionary(path: model.dictionary), engine: .shared,
            hasBritishVowels: settings.hasBritishVowels)
        self.settings = settings
    }

    public func begin(_ grammar: Grammar) throws(SpeechError) {
        cancel()
        if throat.best != warp {
            // A decoder cannot change its warp.
            decoder = try SphinxDecoder(model: model, options: SphinxOptions.grammar(throat.best, settings))
            warp = throat.best
            self.grammar = nil
            isDictionaryUsed = false
        }
        if grammar != self.grammar { try use(grammar) }
        try decoder.start()
        try loop.start()
        state = .listening(Utterance())
    }

    /// Makes the grammar the decoder's, adding words that it has not met yet.
    private func use(_ grammar: Grammar) throws(SpeechError) {
        self.grammar = nil
        let graph = WordGraph(
            grammar, aside: settings.asideProbability, carrier: settings.carrierProbability)
        let missing = graph.words.filter { pronunciations[$0] == nil }
        if !missing.isEmpty || !isDictionaryUsed {
            var known = pronunciations
            for word in missing { known[word] = try pronouncer.pronunciations(of: word) }
            isDictionaryUsed = false
            guard decoder.use(known) else { throw .grammar(phrases: grammar.phrases.count + grammar.aside.count) }
            isDictionaryUsed = true
            pronunciations = known
        }
        guard decoder.use(graph) else { throw .grammar(phrases: grammar.phrases.count + grammar.aside.count) }
        self.graph = graph
        texts = PhraseTexts(grammar)
        self.grammar = grammar
    }

    public func hear(_ frame: AudioFrame) throws(SpeechError) {
        guard case .listening(var utterance) = state else { return }
        // Its samples are not to be copied with each frame.
        state = .idle
        let samples = utterance.gate.pass(utterance.resampler.process(frame.samples))
        let room = PocketsphinxRecognizer.longest - utterance.decoded.count
        var heard = samples.count <= room ? samples : Array(samples.prefix(room))
        utterance.decoded += heard
        if settings.ditherBelowSpeech > 0 {
            utterance.dither.add(utterance.gate.loudness - settings.ditherBelowSpeech, to: &heard)
        }
        if utterance.gate.isPausing, utterance.opinions < PocketsphinxRecognizer.mostOpinions {
            try takeOpinion(of: &utterance)
        }
        state = .listening(utterance)
        guard !heard.isEmpty else { return }
        try decoder.process(heard)
        try loop.process(heard)
    }

    public func finish() throws(SpeechError) -> Hypothesis {
        evidence = nil
        guard case .listening(var utterance) = state else { return .silence }
        state = .idle
        try decoder.end()
        try loop.end()
        guard utterance.gate.loudBlocks >= PocketsphinxRecognizer.shortest else { return .silence }
        let sounds = loop.segments()
        let first = Pass(path: decoder.segments())
        var heard = judge([first], first, beside: sounds, utterance)
        // What is lost teaches nothing but the throat of a new pupil.
        let isUnsure = !throat.isSettled || settings.judge.wantsSecondOpinion(confidence: heard.confidence)
        if isUnsure { try takeOpinion(of: &utterance) }
        if isUnsure, let others = utterance.opinion?.passes {
            if !others.contains(where: \.words.isEmpty) { throat.learn(others.map(\.fit)) }
            var voters = others
            voters.swapAt(0, throat.best)
            heard = judge([voters[0], first] + voters.dropFirst(), first, beside: sounds, utterance)
        }
        return heard
    }

    /// Has the utterance so far heard again, unless that was done or it is too long.
    private func takeOpinion(of utterance: inout Utterance) throws(SpeechError) {
        let count = utterance.decoded.count
        guard utterance.opinion?.samples != count else { return }
        utterance.opinion = nil
        guard count <= PocketsphinxRecognizer.longestHeardAgain else { return }
        utterance.opinions += 1
        utterance.opinion = (count, try opinion.hear(dithered(utterance), graph, pronunciations))
    }

    /// All of an utterance with its noise, which is as loud in the silence before the first word as after it: digital
    /// silence would spoil the mean of the whole.
    private func dithered(_ utterance: Utterance) -> [Int16] {
        var samples = utterance.decoded
        guard settings.ditherBelowSpeech > 0 else { return samples }
        var dither = Dither()
        dither.add(utterance.gate.loudness - settings.ditherBelowSpeech, to: &samples)
        return samples
    }

    /// What the passes heard, the first of which counts most.
    private func judge(
        _ passes: [Pass], _ first: Pass, beside sounds: [SphinxDecoder.Segment], _ utterance: Utterance
    ) -> Hypothesis {
        let ballot = Ballot(passes.map { texts.text(of: $0.words) })
        guard let text = ballot.text else { return Hypothesis(text: "", confidence: 0, judgement: .rejected) }
        let evidence = Evidence(
            passes[ballot.voter].path, first: first.path, beside: sounds, loudFrames: utterance.gate.loudBlocks,
            agreement: passes.count > 1 ? ballot.agreement : nil, pronunciations: pronunciations)
        self.evidence = evidence
        let confidence = settings.judge.confidence(of: evidence)
        return Hypothesis(
            text: text, confidence: confidence, judgement: settings.judge.judgement(confidence: confidence))
    }

    public func cancel() {
        guard case .listening = state else { return }
        state = .idle
        try? decoder.end()
        try? loop.end()
    }
}
