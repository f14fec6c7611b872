/// Marks what a pupil said against an exercise: the only source of a mark, for the cloud's model and the box alike.
///
/// It compares in steps, from word for word to nearly so, and takes the first step at which anything fits. What fits
/// a right and a wrong answer alike is unclear: it is asked again and is no evidence.
public enum AnswerCheck {
    /// The mark of an answer.
    ///
    /// - Parameter language: the lesson's BCP 47 tag; number words and fillers are known for English.
    public static func verdict(of answer: String, for exercise: Exercise, in language: String) -> Verdict {
        switch finding(of: answer, for: exercise, in: language) {
        case .right: .right
        case .wrong: .wrong
        case .unclear: .unclear
        }
    }

    /// The expected wrong answer that this one is, if it is one: its `because` is what the tutor says.
    public static func confusion(of answer: String, for exercise: Exercise, in language: String) -> Confusion? {
        switch finding(of: answer, for: exercise, in: language) {
        case .wrong(let confusion): confusion
        case .right, .unclear: nil
        }
    }

    /// What an answer is found to be.
    enum Finding: Sendable, Hashable {
        case right
        case wrong(Confusion?)
        case unclear
    }

    /// Answers longer than this are talk, not an answer (words).
    private static let longestAnswer = 12

    static func finding(of answer: String, for exercise: Exercise, in language: String) -> Finding {
        finding(of: answer, for: exercise, Known(exercise, language: language), in: language)
    }

    static func finding(of answer: String, for exercise: Exercise, _ known: Known, in language: String) -> Finding {
        let lexicon = Lexicon.of(language)
        let said = AnswerForm(answer, language: language)
        guard !said.words.isEmpty, said.words.count <= 200 else { return .unclear }
        if let finding = compared(said, known, exercise.kind) { return finding }
        switch exercise.kind {
        case .number:
            return NumberAnswer(said.words, lexicon: lexicon).finding(for: exercise, known, language: language)
        case .say, .choice, .order, .spell, .repeat, .generated: break
        }
        guard !isNothing(said, lexicon) else { return .unclear }
        if let finding = contained(said, known, lexicon) { return finding }
        if let finding = near(said, known) { return finding }
        switch exercise.kind {
        case .choice, .number: return .unclear
        case .say, .order, .spell, .repeat, .generated:
            return said.plain.count <= longestAnswer && !said.plain.isEmpty ? .wrong(nil) : .unclear
        }
    }

    /// Whole answers, first word for word, then without fillers, without articles, without plurals, without gaps.
    private static func compared(_ said: AnswerForm, _ known: Known, _ kind: Exercise.Kind) -> Finding? {
        let steps: [(Known.Form) -> Bool] = [
            { said.words == $0.words },
            { said.bare == $0.words },
            { !said.plain.isEmpty && said.plain == $0.withoutArticles },
            { !said.plain.isEmpty && AnswerForm.match(said.plain, $0.withoutArticles) },
            // "rain bow", but not "five four" for fifty-four.
            { kind != .number && !said.plain.isEmpty && said.plain.joined() == $0.withoutArticles.joined() },
        ]
        for fits in steps {
            let isRight = known.right.contains(where: fits)
            let confusion = known.wrong.first { $0.forms.contains(where: fits) }?.confusion
            switch (isRight, confusion) {
            case (true, nil): return .right
            case (false, let confusion?): return .wrong(confusion)
            case (true, _?): return .unclear
            case (false, nil): continue
            }
        }
        return nil
    }

    private static func isNothing(_ said: AnswerForm, _ lexicon: Lexicon) -> Bool {
        lexicon.nothings.contains(said.words) || lexicon.nothings.contains(said.bare)
            || lexicon.openings[said.bare[0]]?.contains(said.bare) == true || said.plain.isEmpty
            || lexicon.asides.contains { said.bare.starts(with: $0) || said.words.starts(with: $0) }
    }

    /// An accepted answer within a sentence: "it turns into water vapour up there".
    private static func contained(_ said: AnswerForm, _ known: Known, _ lexicon: Lexicon) -> Finding? {
        let words = said.words.filter { !lexicon.articles.contains($0) }
        var places: [(range: Range<Int>, confusion: Confusion?)] = []
        for form in known.right { places += ranges(of: form.withoutArticles, in: words).map { ($0, nil) } }
        for wrong in known.wrong {
            for form in wrong.forms {
                places += ranges(of: form.withoutArticles, in: words).map { ($0, wrong.confusion) }
            }
        }
        let widest = places.filter { place in
            !places.contains { $0.range != place.range && $0.range.contains(place.range) }
        }
        guard let first = widest.first else { return nil }
        let confusions = widest.compactMap(\.confusion)
        let isMixed = !confusions.isEmpty && widest.count != confusions.count
        guard !isMixed, lexicon.negations.isDisjoint(with: said.words), words.count <= 20 else { return .unclear }
        if let confusion = confusions.first { return .wrong(confusion) }
        let extra = words.count - first.range.count
        let isSentence = !lexicon.glue.isDisjoint(with: words) && !words.contains("or")
        return extra <= 1 || isSentence ? .right : .unclear
    }

    private static func ranges(of part: [String], in words: [String]) -> [Range<Int>] {
        // A very short answer stands in too many sentences by chance.
        guard part.count <= words.count, part.joined().count >= 3 else { return [] }
        return (0...(words.count - part.count)).map { $0..<($0 + part.count) }
            .filter { AnswerForm.match(words[$0], part) }
    }

    /// One word misheard by a letter: forgiven in a long word, asked again in a short one, another word in a tiny one.
    private static func near(_ said: AnswerForm, _ known: Known) -> Finding? {
        let right = known.right.map { slip(said.plain, $0.withoutArticles) }.min() ?? .other
        let wrong = known.wrong.flatMap(\.forms).map { slip(said.plain, $0.withoutArticles) }.min() ?? .other
        switch (right, wrong) {
        case (.letter, .other): return .right
        case (.letter, _), (.doubt, _): return .unclear
        case (.other, _): return nil
        }
    }

    /// How far an answer is from a known one.
    private enum Slip: Int, Comparable {
        case letter, doubt, other

        static func < (left: Slip, right: Slip) -> Bool { left.rawValue < right.rawValue }
    }

    private static func slip(_ said: [String], _ known: [String]) -> Slip {
        guard said.count == known.count else { return .other }
        let different = zip(said, known).filter { !AnswerForm.match([$0], [$1]) }
        guard different.count == 1, let (heard, meant) = different.first else { return .other }
        let length = min(heard.count, meant.count)
        guard length >= 4, Int(heard) == nil, Int(meant) == nil else { return .other }
        let distance = Nearest.distance(heard, meant)
        if length >= 7, heard.first == meant.first, distance <= (length >= 10 ? 2 : 1) { return .letter }
        return distance == 1 ? .doubt : .other
    }
}
