/// The number that an answer names: "six nines are fifty-four" names 54, "forty-two or forty-eight" names none.
struct NumberAnswer {
    /// One number in the answer and where it stands.
    private struct Place {
        let value: String
        let index: Int
    }

    private static let corrections: Set<String> = ["no", "sorry", "wait", "actually", "mean", "rather"]
    private static let results: Set<String> = [
        "is", "are", "equals", "equal", "makes", "make", "its", "thats", "gives",
    ]

    private let words: [String]
    private let places: [Place]
    private let negations: Set<String>

    init(_ words: [String], lexicon: Lexicon) {
        self.words = words
        negations = lexicon.negations
        places = words.enumerated().compactMap { index, word in
            NumberAnswer.value(of: word).map { Place(value: $0, index: index) }
        }
    }

    func finding(for exercise: Exercise, _ known: AnswerCheck.Known, language: String) -> AnswerCheck.Finding {
        guard let value = value(asked: exercise.ask, language: language) else { return .unclear }
        if known.right.contains(where: { $0.words == [value] }) { return .right }
        return .wrong(known.wrong.first { $0.forms.contains { $0.words == [value] } }?.confusion)
    }

    /// The one number that is meant, nil where there is none or no telling which.
    private func value(asked question: String, language: String) -> String? {
        guard let first = places.first else { return nil }
        if let correction = words.lastIndex(where: NumberAnswer.corrections.contains), correction > first.index {
            return only(places.filter { $0.index > correction })
        }
        let isDenied = words.enumerated().contains { negations.contains($1) && $0 > 0 || $1 == "not" || $1 == "isnt" }
        guard !isDenied, !words.contains("or") else { return nil }
        if let value = only(places) { return value }
        let asked = Set(AnswerForm(question, language: language).words.compactMap(NumberAnswer.value))
        if let value = only(places.filter { !asked.contains($0.value) }) { return value }
        guard let result = words.lastIndex(where: NumberAnswer.results.contains), result > first.index else {
            return nil
        }
        return only(places.filter { $0.index > result })
    }

    private func only(_ places: [Place]) -> String? {
        let values = Set(places.map(\.value))
        return values.count == 1 ? values.first : nil
    }

    /// A number as digits; "nines" counts as nine.
    private static func value(of word: String) -> String? {
        if Double(word) != nil, word.allSatisfy({ $0.isNumber || ".-".contains($0) }) { return word }
        let digits = SpokenNumber.digits(in: AnswerForm.singulars(of: word).sorted())
        return digits.first { Int($0) != nil }
    }
}
