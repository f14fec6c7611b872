import Lessons

/// How answers of a lesson file are said aloud: in the words that a recogniser would hear.
enum Wording {
    /// An accepted answer.
    /// - Parameter form: which of the accepted ones, round and round.
    static func answer(to exercise: Exercise, form: Int = 0, in lesson: Lesson, withUnit: Bool = true) -> String {
        let language = exercise.language(in: lesson.language)
        let accepted = exercise.expect
        guard !accepted.isEmpty else { return "" }
        let text = accepted[form % accepted.count]
        switch exercise.kind {
        case .say, .choice, .repeat: return spoken(text, in: language)
        case .number, .generated:
            let unit = exercise.number.flatMap { $0.needsUnit || withUnit ? $0.units.first : nil }
            return spoken(text + (unit.map { " " + $0 } ?? ""), in: language)
        case .order: return accepted.map { spoken($0, in: language) }.joined(separator: " then ")
        case .spell: return letters(of: text)
        }
    }

    /// How many ways an exercise can be answered.
    static func forms(of exercise: Exercise) -> Int {
        switch exercise.kind {
        case .order: 1
        case .say, .number, .choice, .spell, .repeat, .generated: max(1, exercise.expect.count)
        }
    }

    /// A wrong answer of the file.
    static func confusion(_ text: String, to exercise: Exercise, in lesson: Lesson) -> String {
        let language = exercise.language(in: lesson.language)
        switch exercise.kind {
        case .say, .choice, .repeat, .number, .generated: return spoken(text, in: language)
        case .order:
            return text.split(separator: ",").map { spoken(String($0), in: language) }.joined(separator: " then ")
        case .spell: return letters(of: text)
        }
    }

    /// Letter by letter: "c a t".
    static func letters(of word: String) -> String {
        word.lowercased().filter { $0.isLetter || $0.isNumber }.map(String.init).joined(separator: " ")
    }

    /// Lower-case words with single spaces between; numbers in words where the language is English.
    static func spoken(_ text: String, in language: String) -> String {
        let isEnglish = language.lowercased().prefix { $0 != "-" } == "en"
        var words: [String] = []
        for piece in text.lowercased().split(whereSeparator: \.isWhitespace) {
            if isEnglish, let number = number(String(piece)) {
                words.append(number)
                continue
            }
            let kept = piece.map { "’‘ʼ".contains($0) ? "'" : $0 }
            words += String(kept.map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " })
                .split(separator: " ").map { piece in
                    isEnglish ? Int(piece).map(SpokenNumber.words) ?? String(piece) : String(piece)
                }
        }
        return words.joined(separator: " ").replacing("-", with: " ")
    }

    private static let parts = [
        2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
        10: "tenth", 12: "twelfth", 100: "hundredth",
    ]

    /// A number of a file in English: "-2.5", "3/4", "1,000".
    private static func number(_ text: String) -> String? {
        let text = text.trimmingSuffix { ".,;:!?".contains($0) }
        if text.hasPrefix("-"), let rest = number(String(text.dropFirst())) { return "minus " + rest }
        let fraction = text.split(separator: "/", omittingEmptySubsequences: false)
        if fraction.count == 2, let top = Int(fraction[0]), let bottom = Int(fraction[1]), top >= 0 {
            guard let part = parts[bottom] else {
                return "\(SpokenNumber.words(for: top)) over \(SpokenNumber.words(for: bottom))"
            }
            let plural = top == 1 ? part : bottom == 2 ? "halves" : part + "s"
            return SpokenNumber.words(for: top) + " " + plural
        }
        let decimal = text.split(separator: ".", omittingEmptySubsequences: false)
        if decimal.count == 2, let whole = Int(decimal[0]), whole >= 0, !decimal[1].isEmpty,
            decimal[1].allSatisfy(\.isWholeNumber)
        {
            let digits = decimal[1].compactMap(\.wholeNumberValue).map(SpokenNumber.words(for:))
            return SpokenNumber.words(for: whole) + " point " + digits.joined(separator: " ")
        }
        return Int(text.replacing(",", with: "")).flatMap { $0 >= 0 ? SpokenNumber.words(for: $0) : nil }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
