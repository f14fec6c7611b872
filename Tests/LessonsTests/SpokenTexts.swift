import Lessons

/// What the texts of an exercise say and what they leave to be found, word by word.
struct SpokenTexts {
    let exercise: Exercise
    /// The lesson's.
    let language: String

    /// Whether the explanation names the answer.
    var explainsAnswer: Bool {
        let words = SpokenTexts.words(exercise.explain)
        switch exercise.kind {
        case .say, .choice, .repeat:
            return exercise.expect.contains { SpokenTexts.contains(words, SpokenTexts.words($0)) }
        case .number, .generated: return namesNumber(words)
        case .order: return SpokenTexts.inOrder(exercise.expect.map(SpokenTexts.words), in: words)
        case .spell:
            let word = exercise.expect[0].lowercased()
            return words.contains(word[...]) || spells(words)
        }
    }

    /// The hints and the words to wrong answers that say what the pupil should find; a choice names it anyway.
    var giveaways: [String] {
        (exercise.hints + exercise.confusions.map(\.because)).filter { text in
            let words = SpokenTexts.words(text)
            switch exercise.kind {
            case .choice: return false
            case .say, .repeat: return SpokenTexts.contains(words, SpokenTexts.words(exercise.expect[0]))
            case .number, .generated:
                return spokenNumbers.contains { SpokenTexts.contains(words, SpokenTexts.words($0)) }
            case .order: return SpokenTexts.inOrder(exercise.expect.map(SpokenTexts.words), in: words)
            case .spell: return spells(words)
            }
        }
    }

    /// What a pupil says to give an answer: letters one by one, items in a row, a unit where it is needed.
    func said(_ answer: String) -> String {
        switch exercise.kind {
        case .say, .choice, .order, .repeat: return answer
        case .number, .generated:
            guard let number = exercise.number, number.needsUnit, let unit = number.units.first else { return answer }
            return answer + " " + unit
        case .spell: return answer.map(String.init).joined(separator: " ")
        }
    }

    /// The accepted answers as they are said.
    var rightAnswers: [String] {
        switch exercise.kind {
        case .order: [exercise.expect.joined(separator: ", ")]
        case .say, .number, .choice, .spell, .repeat, .generated: exercise.expect.map(said)
        }
    }

    /// The number stands there as it is said, or some words in a row are marked right.
    private func namesNumber(_ words: [Substring]) -> Bool {
        if spokenNumbers.contains(where: { SpokenTexts.contains(words, SpokenTexts.words($0)) }) { return true }
        return words.indices.contains { start in
            (1...6).contains { count in
                guard start + count <= words.count else { return false }
                let part = said(words[start..<(start + count)].joined(separator: " "))
                return AnswerCheck.verdict(of: part, for: exercise, in: language) == .right
            }
        }
    }

    private func spells(_ words: [Substring]) -> Bool {
        SpokenTexts.inOrder(exercise.expect[0].lowercased().map { [Substring(String($0))] }, in: words)
    }

    private static let parts = [
        2: ["half", "halves"], 3: ["third", "thirds"], 4: ["quarter", "quarters", "fourth", "fourths"],
        5: ["fifth", "fifths"], 6: ["sixth", "sixths"], 8: ["eighth", "eighths"], 9: ["ninth", "ninths"],
        10: ["tenth", "tenths"],
    ]

    /// The number that the tutor names, in English words.
    private var spokenNumbers: [String] {
        let text = exercise.expect[0]
        let fraction = text.split(separator: "/").compactMap { Int($0) }
        if fraction.count == 2 {
            let names = SpokenTexts.parts[fraction[1]] ?? []
            return names.map { SpokenNumber.words(for: fraction[0]) + " " + $0 }
        }
        let parts = text.split(separator: ".").map(String.init)
        guard let whole = parts.first.flatMap({ Int($0) }), whole >= 0 else { return [text] }
        let digits = parts.dropFirst().joined().compactMap(\.wholeNumberValue).map { SpokenNumber.words(for: $0) }
        return [([SpokenNumber.words(for: whole)] + (digits.isEmpty ? [] : ["point"] + digits)).joined(separator: " ")]
    }

    static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    static func contains(_ text: [Substring], _ part: [Substring]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)] == part[...] }
    }

    /// Whether all parts stand in a text, each behind the one before.
    private static func inOrder(_ parts: [[Substring]], in text: [Substring]) -> Bool {
        var rest = text[...]
        return parts.allSatisfy { part in
            while rest.count >= part.count {
                if rest.starts(with: part) {
                    rest = rest.dropFirst(part.count)
                    return true
                }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}
