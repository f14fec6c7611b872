public import Audio

/// Recognises the phrases of a closed grammar with pocketsphinx, decoding while the frames come in.
///
/// Two decoders listen side by side: one for the grammar, one for any sounds of the language. How much better the second
/// does tells whether what was said is in the grammar at all. The cepstral mean (the sound of the microphone and of the
/// pupil) is carried from one utterance to the next.
///
/// Not `Sendable`: it belongs to one thread.
public final class PocketsphinxRecognizer: Recognizer {
    /// An utterance under way.
    private struct Utterance {
        var resampler = Resampler(from: AudioFrame.sampleRate, to: 16_000)
        var gate = SpeechGate()
        var dither = Dither()
        /// Samples at 16 kHz that were decoded.
        var decoded = 0
    }

    private enum State {
        case idle
        case listening(Utterance)
    }

    /// What is longer than this is not listened to any more: 30 s at 16 kHz.
    private static let longest = 30 * 16_000
    /// Less sound than this is a click, not a word: blocks of 10 ms.
    private static let shortest = 6

    private let decoder: SphinxDecoder
    private let loop: SphinxDecoder
    private let pronouncer: Pronouncer
    private let settings: RecognizerSettings
    private var pronunciations: [String: [String]] = [:]
    private var grammar: Grammar?
    private var texts = PhraseTexts(Grammar(phrases: []))
    private var state = State.idle

    /// What the last hypothesis was judged by; nil after silence.
    package private(set) var evidence: Evidence?

    /// Loads the model: some 50 ms.
    /// - Throws: ``SpeechError`` where a library or the model is missing.
    public convenience init(model: AcousticModel = .installed) throws(SpeechError) {
        try self.init(model: model, settings: RecognizerSettings())
    }

    package init(model: AcousticModel, settings: RecognizerSettings) throws(SpeechError) {
        try model.check()
        let options = SphinxOptions.grammar.merging(settings.options) { $1 }
        decoder = try SphinxDecoder(model: model, options: options)
        loop = try SphinxDecoder(model: model, options: SphinxOptions.loop.merging(settings.loopOptions) { $1 })
        guard loop.usePhoneLoop() else { throw .refusedModel(path: model.folder) }
        pronouncer = Pronouncer(
            dictionary: try PronunciationDictionary(path: model.dictionary), engine: .shared,
            hasBritishVowels: settings.hasBritishVowels)
        self.settings = settings
    }

    public func begin(_ grammar: Grammar) throws(SpeechError) {
        cancel()
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
        if !missing.isEmpty {
            var known = pronunciations
            for word in missing { known[word] = try pronouncer.pronunciations(of: word) }
            guard decoder.use(known) else { throw .grammar(phrases: grammar.phrases.count + grammar.aside.count) }
            pronunciations = known
        }
        guard decoder.use(graph) else { throw .grammar(phrases: grammar.phrases.count + grammar.aside.count) }
        texts = PhraseTexts(grammar)
        self.grammar = grammar
    }

    public func hear(_ frame: AudioFrame) throws(SpeechError) {
        guard case .listening(var utterance) = state else { return }
        let samples = utterance.gate.pass(utterance.resampler.process(frame.samples))
        let room = PocketsphinxRecognizer.longest - utterance.decoded
        var heard = samples.count <= room ? samples : Array(samples.prefix(room))
        if settings.ditherBelowSpeech > 0 {
            utterance.dither.add(utterance.gate.loudness - settings.ditherBelowSpeech, to: &heard)
        }
        utterance.decoded += heard.count
        state = .listening(utterance)
        guard !heard.isEmpty else { return }
        try decoder.process(heard)
        try loop.process(heard)
    }

    public func finish() throws(SpeechError) -> Hypothesis {
        evidence = nil
        guard case .listening(let utterance) = state else { return .silence }
        state = .idle
        try decoder.end()
        try loop.end()
        guard utterance.gate.loudBlocks >= PocketsphinxRecognizer.shortest else { return .silence }
        let path = decoder.segments()
        let text = texts.text(of: path.filter(\.isWord).map(\.word))
        guard let text else { return Hypothesis(text: "", confidence: 0, judgement: .rejected) }
        var evidence = gather(path, beside: loop.segments())
        evidence.loudFrames = utterance.gate.loudBlocks
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

    private func gather(_ path: [SphinxDecoder.Segment], beside loop: [SphinxDecoder.Segment]) -> Evidence {
        // The loop's score up to each frame, a phone's score being spread evenly over its frames.
        let end = max(path.last?.frames.upperBound ?? 0, loop.last?.frames.upperBound ?? 0)
        var sums = [0.0]
        sums.reserveCapacity(end + 1)
        for phone in loop {
            let each = Double(phone.score) / Double(max(1, phone.frames.count))
            while sums.count <= phone.frames.lowerBound { sums.append(sums[sums.count - 1]) }
            for _ in phone.frames { sums.append(sums[sums.count - 1] + each) }
        }
        while sums.count <= end { sums.append(sums[sums.count - 1]) }
        let total = Double(max(1, end))
        var evidence = Evidence(
            words: [], silentFrames: 0, frames: 0, loudFrames: 0,
            totalScore: Double(path.reduce(0) { $0 + $1.score }) / total, totalLoopScore: sums[end] / total)
        for segment in path {
            evidence.frames += segment.frames.count
            guard segment.isWord else {
                evidence.silentFrames += segment.frames.count
                continue
            }
            let frames = Double(max(1, segment.frames.count))
            let phones = pronunciations[segment.word]?.map { $0.split(separator: " ").count }.min() ?? 1
            evidence.words.append(
                Evidence.Word(
                    word: segment.word, frames: segment.frames.count, score: Double(segment.score) / frames,
                    loopScore: (sums[segment.frames.upperBound] - sums[segment.frames.lowerBound]) / frames,
                    phones: phones))
        }
        return evidence
    }
}
