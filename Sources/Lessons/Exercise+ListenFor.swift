extension Exercise {
    /// What a recogniser should listen for while this exercise is being answered: its answers and confusions, the
    /// answers of the other exercises (so that a wrong answer is recognised as what it is), and for a number exercise
    /// a class of numbers that holds every number of the lesson.
    ///
    /// A recogniser hears nothing but what it is asked to listen for. So near misses are among it: other orders of the
    /// items, words with a letter too few, sentences with a word too few, other numbers with the unit.
    public func listenFor(in lesson: Lesson) -> ListenFor {
        var phrases: [String] = []
        var seen: Set<String> = []
        func add(_ texts: [String]) {
            for text in texts where !text.isEmpty && seen.insert(text).inserted { phrases.append(text) }
        }
        let language = language(in: lesson.language)
        let wrong = confusions.flatMap(\.say)
        switch kind {
        case .say, .choice: add((expect + wrong).map(SpokenForms.phrase))
        case .number, .generated: add(numberPhrases(expect + wrong, language, among: lesson))
        case .order: add(SpokenForms.orders(of: expect, confusions: wrong))
        case .spell: add(SpokenForms.spellings(of: expect, confusions: wrong))
        case .repeat: add(SpokenForms.sentences(expect, confusions: wrong))
        }
        for other in lesson.exercises where other.id != id {
            add(other.expect.filter { !isInClass($0, language) }.flatMap(SpokenForms.ways))
        }
        switch kind {
        case .number, .generated: return ListenFor(phrases: phrases, numbers: numbers(of: lesson))
        case .say, .choice, .order, .spell, .repeat: return ListenFor(phrases: phrases)
        }
    }

    private static let steps = [20, 100, 144, 200, 500, 1_000, 10_000, 100_000, 1_000_000]

    private func numbers(of lesson: Lesson) -> ClosedRange<Int> {
        let exercises = lesson.exercises.filter { $0.kind == .number } + [self]
        let texts = exercises.flatMap { $0.expect + $0.confusions.flatMap(\.say) }
        let most = texts.compactMap { Rational(answer: $0, in: lesson.language) }.map { Int($0.double) }.max() ?? 0
        return 0...(Exercise.steps.first { $0 >= most } ?? 1_000_000)
    }

    /// Whether an answer is heard as a number of the class.
    private func isInClass(_ text: String, _ language: String) -> Bool {
        switch kind {
        case .number, .generated:
            Rational(answer: text, in: language).map(SpokenForms.isOfClass) ?? false
        case .say, .choice, .order, .spell, .repeat: false
        }
    }

    /// Numbers that no class holds, and all that may be said with the unit.
    private func numberPhrases(_ texts: [String], _ language: String, among lesson: Lesson) -> [String] {
        let plain = texts.filter { !isInClass($0, language) }.flatMap(SpokenForms.ways)
        guard let units = number?.units, !units.isEmpty else { return plain }
        let right = expect.compactMap { Rational(answer: $0, in: language) }
        let others = lesson.exercises.filter { $0.kind == .number && $0.id != id }.flatMap(\.expect)
        let known = (texts + others).compactMap { Rational(answer: $0, in: language) }
        let near = right.flatMap(SpokenForms.neighbours)
        let ways = (known + near).flatMap { SpokenForms.numbers($0) }
        return plain + units.prefix(3).map(SpokenForms.phrase).flatMap { unit in ways.map { $0 + " " + unit } }
    }
}
