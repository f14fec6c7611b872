import Yams

extension NodeReader {
    /// The checker must mark what the file says: its answers right, its confusions wrong. And nothing that is said
    /// before the answer may give it away.
    mutating func contradictions(in exercise: Exercise, _ texts: Texts, language: String, at node: Node) {
        switch exercise.kind {
        case .number: distances(in: exercise, texts, language: language)
        case .order: twins(in: exercise, texts, language: language)
        case .say, .choice, .spell, .repeat, .generated: break
        }
        marks(of: exercise, texts, language: language)
        switch exercise.kind {
        case .choice:
            if exercise.confusions.isEmpty {
                fault(
                    "the choice `\(exercise.id)` has one answer only", "the other choices as `confusions`", at: node)
            }
        case .order, .spell: giveaways(in: exercise, texts, language: language)
        case .say, .number, .repeat, .generated: break
        }
    }

    private mutating func marks(of exercise: Exercise, _ texts: Texts, language: String) {
        let known = AnswerCheck.Known(exercise, language: language)
        let before = faults.count
        for confusion in texts.confusions {
            for say in confusion.say
            where AnswerCheck.finding(of: exercise.said(say.text), for: exercise, known, in: language)
                != .wrong(confusion.confusion)
            {
                ambiguous(say, exercise)
            }
        }
        // An answer that is confused with a confusion was told there.
        guard faults.count == before else { return }
        let answers =
            switch exercise.kind {
            case .order: texts.expect.prefix(1).map { ($0, exercise.expect.joined(separator: ", ")) }
            case .say, .number, .choice, .spell, .repeat, .generated: texts.expect.map { ($0, exercise.said($0.text)) }
            }
        for (expected, answer) in answers
        where AnswerCheck.finding(of: answer, for: exercise, known, in: language) != .right {
            fault(
                "the answer \"\(expected.text)\" of `\(exercise.id)` cannot be told from a confusion",
                "an answer that is no confusion", at: expected.node)
        }
    }

    private mutating func ambiguous(_ say: Placed, _ exercise: Exercise) {
        fault(
            "the confusion \"\(say.text)\" of `\(exercise.id)` cannot be told from another answer",
            "a wrong answer that is said in no other place of the exercise", at: say.node)
    }

    /// Confusions that lie within the tolerance.
    private mutating func distances(in exercise: Exercise, _ texts: Texts, language: String) {
        guard let tolerance = exercise.number?.tolerance, tolerance > 0 else { return }
        let right = exercise.expect.compactMap { Rational(answer: $0, in: language) }
        for say in texts.confusions.flatMap(\.say) {
            guard let wrong = Rational(answer: say.text, in: language),
                right.contains(where: { $0 != wrong && $0.isNear(wrong, tolerance: tolerance) })
            else { continue }
            fault(
                "the confusion \"\(say.text)\" of `\(exercise.id)` lies within the tolerance",
                "a number further from the answer, or a smaller `tolerance`", at: say.node)
        }
    }

    /// Items that sound the same.
    private mutating func twins(in exercise: Exercise, _ texts: Texts, language: String) {
        let items = exercise.expect.map { AnswerForm.words(of: $0, .of(language)).joined(separator: " ") }
        for (index, item) in items.enumerated()
        where items[..<index].contains(item) && texts.expect.indices.contains(index) {
            fault("the item \"\(item)\" a second time", "items that differ", at: texts.expect[index].node)
        }
    }

    /// A hint (of an order: the question, too) that says the whole answer leaves nothing to find.
    private mutating func giveaways(in exercise: Exercise, _ texts: Texts, language: String) {
        let parts: [[String]]
        var spoken = texts.hints.map { ("hint", $0) }
        switch exercise.kind {
        case .order:
            parts = exercise.expect.map { AnswerForm.words(of: $0, .of(language)) }
            if let ask = texts.ask { spoken.append(("question", ask)) }
        case .spell: parts = exercise.expect[0].lowercased().map { [String($0)] }
        case .say, .number, .choice, .repeat, .generated: return
        }
        for (name, text) in spoken {
            let words = AnswerForm.words(of: text.text, .of(language))
            var rest = words[...]
            let isAll = parts.allSatisfy { part in
                while rest.count >= part.count {
                    if rest.starts(with: part) {
                        rest = rest.dropFirst(part.count)
                        return true
                    }
                    rest = rest.dropFirst()
                }
                return false
            }
            if isAll {
                fault(
                    "a \(name) of `\(exercise.id)` says the whole answer in its order",
                    "a \(name) that leaves something to find", at: text.node)
            }
        }
    }
}

extension Exercise {
    /// An answer as it has to be said: letter by letter to spell, a number with its unit where it needs one and the file
    /// leaves it out.
    fileprivate func said(_ text: String) -> String {
        let text = AnswerCheck.said(text, to: self)
        guard let number, number.needsUnit, let unit = number.units.first, !text.contains(where: \.isLetter) else {
            return text
        }
        return "\(text) \(unit)"
    }
}
