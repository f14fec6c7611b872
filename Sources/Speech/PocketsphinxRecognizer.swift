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
        var dither = Dither()
        var gate = SpeechGate()
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
    private let judge: Judge
    private var pronunciations: [String: [String]] = [:]
    private var grammar: Grammar?
    private var texts = PhraseTexts(Grammar(phrases: []))
    private var state = State.idle

    /// What the last hypothesis was judged by; nil after silence.
    package private(set) var evidence: Evidence?

    /// Loads the model: some 50 ms.
    /// - Throws: ``SpeechError`` where a library or the model is missing.
    public convenience init(model: AcousticModel = .installed) throws(SpeechError) {
        try self.init(model: model, judge: Judge(), options: [:], loopOptions: [:])
    }

    package init(
        model: AcousticModel, judge: Judge, options: [String: String], loopOptions: [String: String]
    ) throws(SpeechError) {
        try model.check()
        decoder = try SphinxDecoder(model: model, options: SphinxOptions.grammar.merging(options) { $1 })
        loop = try SphinxDecoder(model: model, options: SphinxOptions.loop.merging(loopOptions) { $1 })
        guard loop.usePhoneLoop() else { throw .refusedModel(path: model.folder) }
        pronouncer = Pronouncer(dictionary: try PronunciationDictionary(path: model.dictionary), engine: .shared)
        self.judge = judge
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
        let graph = WordGraph(grammar)
        for word in graph.words.sorted() where !decoder.knows(word) {
            let found = try pronouncer.pronunciations(of: word)
            try decoder.add(word, found)
            pronunciations[word] = found
        }
        guard decoder.use(graph) else { throw .grammar(phrases: grammar.phrases.count) }
        texts = PhraseTexts(grammar)
        self.grammar = grammar
    }

    public func hear(_ frame: AudioFrame) throws(SpeechError) {
        guard case .listening(var utterance) = state else { return }
        let samples = utterance.gate.pass(utterance.dither.add(to: utterance.resampler.process(frame.samples)))
        let room = PocketsphinxRecognizer.longest - utterance.decoded
        let heard = samples.count <= room ? samples : Array(samples.prefix(room))
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
        let evidence = gather(path, beside: loop.segments())
        self.evidence = evidence
        let confidence = judge.confidence(of: evidence)
        return Hypothesis(text: text, confidence: confidence, judgement: judge.judgement(confidence: confidence))
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
        var evidence = Evidence(words: [], silentFrames: 0, frames: 0)
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
