extension Rational {
    /// Whether a number can be asked for: whole or with at most three decimals, within what an exercise may ask.
    var canBeSaid: Bool {
        let bounds = LessonFile.Bounds.numbers
        return self >= Rational(bounds.lowerBound) && self <= Rational(bounds.upperBound) && decimal != nil
    }

    /// As a voice says it: in words where the language's numbers are known, in digits otherwise.
    func spoken(in language: String) -> String {
        guard let text = decimal else {
            return "\(numerator)/\(denominator)"
        }
        guard Lexicon.of(language).countsInWords else { return text }
        let signs = Rational.signs(of: language)
        let parts = text.drop { $0 == "-" }.split(separator: ".")
        let digits = parts.count == 2 ? parts[1].compactMap(\.wholeNumberValue) : []
        let words =
            [Rational.words(for: Int(parts[0]) ?? 0, in: language)]
            + (digits.isEmpty ? [] : [signs.point] + digits.map { Rational.words(for: $0, in: language) })
        return (numerator < 0 ? signs.minus + " " : "") + words.joined(separator: " ")
    }

    /// The one place that knows how whole numbers from 0 are said in a language.
    private static func words(for number: Int, in language: String) -> String {
        SpokenNumber.words(for: number, in: language)
    }

    private static func signs(of language: String) -> (minus: String, point: String) {
        switch LanguageTag.language(of: language) {
        case "es": ("menos", "coma")
        case "fr": ("moins", "virgule")
        case _: ("minus", "point")
        }
    }
}

extension Rational {
    /// The number of an answer in a file: in digits, as a fraction, or in the number words of a language.
    init?(answer text: String, in language: String) {
        if let number = Rational(text) {
            self = number
            return
        }
        let words = AnswerForm.words(of: text, .of(language))
        guard words.count == 1, let number = Rational(words[0]) else { return nil }
        self = number
    }

    var double: Double { Double(numerator) / Double(denominator) }

    /// Whether another number counts as this one.
    func isNear(_ other: Rational, tolerance: Double) -> Bool {
        self == other || tolerance > 0 && abs(double - other.double) <= tolerance * (1 + 1e-12)
    }
}
