extension Exercise {
    /// What a recogniser should listen for while this exercise is being answered: its answers and confusions, the
    /// answers of the other exercises (so that a wrong answer is recognised as what it is), and for a number exercise
    /// a class of numbers that holds every number of the lesson.
    public func listenFor(in lesson: Lesson) -> ListenFor {
        var phrases: [String] = []
        var seen: Set<String> = []
        func add(_ texts: [String]) {
            for text in texts {
                let phrase = Exercise.spoken(text)
                guard !phrase.isEmpty, kind != .number || !Exercise.isNumber(text, lesson.language) else { continue }
                if seen.insert(phrase).inserted { phrases.append(phrase) }
            }
        }
        add(expect)
        for confusion in confusions { add(confusion.say) }
        for other in lesson.exercises where other.id != id { add(other.expect) }
        return ListenFor(phrases: phrases, numbers: kind == .number ? numbers(of: lesson) : nil)
    }

    private static let steps = [20, 100, 144, 200, 500, 1_000, 10_000, 100_000, 1_000_000]

    private func numbers(of lesson: Lesson) -> ClosedRange<Int> {
        let exercises = lesson.exercises.filter { $0.kind == .number } + [self]
        let texts = exercises.flatMap { $0.expect + $0.confusions.flatMap(\.say) }
        let most = texts.compactMap { Exercise.number($0, lesson.language) }.max() ?? 0
        return 0...(Exercise.steps.first { $0 >= most } ?? 1_000_000)
    }

    private static func number(_ text: String, _ language: String) -> Int? {
        let words = AnswerForm.words(of: text, .of(language))
        return words.count == 1 ? Int(words[0]) : nil
    }

    private static func isNumber(_ text: String, _ language: String) -> Bool { number(text, language) != nil }

    /// Lower-case words as they are said: numbers in words, apostrophes kept ("it's"), everything else a gap.
    private static func spoken(_ text: String) -> String {
        let kept = text.lowercased().map { "’‘ʼ".contains($0) ? "'" : $0 }
        let words = String(kept.map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " }).split(separator: " ")
        return words.map { word in Int(word).map(SpokenNumber.words) ?? String(word) }.joined(separator: " ")
    }
}
