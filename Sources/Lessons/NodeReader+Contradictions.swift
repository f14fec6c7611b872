import Yams

extension NodeReader {
    /// The checker must mark what the file says: its answers right, its confusions wrong. And nothing that is said
    /// before the answer may give it away.
    mutating func contradictions(in exercise: Exercise, _ texts: Texts, language: String, at node: Node) {
        switch exercise.kind {
        case .say, .choice: marks(of: exercise, texts, language: language)
        case .number:
            distances(in: exercise, texts, language: language)
            marks(of: exercise, texts, language: language)
        case .order, .spell, .repeat: likenesses(in: exercise, texts, language: language)
        case .generated: break
        }
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
        for expected in texts.expect
        where AnswerCheck.finding(of: exercise.said(expected.text), for: exercise, known, in: language) != .right {
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

    /// Confusions of kinds whose answers are compared as a whole.
    private mutating func likenesses(in exercise: Exercise, _ texts: Texts, language: String) {
        var taken: Set<[String]> = []
        switch exercise.kind {
        case .order:
            let items = exercise.expect.map { AnswerForm.words(of: $0, .of(language)).joined(separator: " ") }
            for (index, item) in items.enumerated() where items[..<index].contains(item) {
                guard texts.expect.indices.contains(index) else { continue }
                fault("the item \"\(item)\" a second time", "items that differ", at: texts.expect[index].node)
            }
            taken.insert(items)
        case .repeat:
            for sentence in exercise.expect { taken.insert(AnswerForm.words(of: sentence, .of(language))) }
        case .spell: taken.insert([exercise.expect[0].lowercased()])
        case .say, .number, .choice, .generated: return
        }
        let right = taken
        for say in texts.confusions.flatMap(\.say) {
            let form: [String]
            var isRight = false
            switch exercise.kind {
            case .order:
                form = NodeReader.items(say.text).map { AnswerForm.words(of: $0, .of(language)).joined(separator: " ") }
            case .repeat:
                form = AnswerForm.words(of: say.text, .of(language))
                isRight = right.contains { NodeReader.isRepeated($0, by: form) }
            case .spell, .say, .number, .choice, .generated: form = [say.text.lowercased()]
            }
            if isRight || !taken.insert(form).inserted { ambiguous(say, exercise) }
        }
    }

    /// Whether at least 80 % of a sentence's words came, in their order.
    private static func isRepeated(_ sentence: [String], by said: [String]) -> Bool {
        var row = [Int](repeating: 0, count: said.count + 1)
        for word in sentence {
            var diagonal = 0
            for index in said.indices {
                let above = row[index + 1]
                row[index + 1] = word == said[index] ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[said.count] * 5 >= sentence.count * 4
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
    /// A number as it has to be said: with its unit, where it needs one and the file leaves it out.
    fileprivate func said(_ text: String) -> String {
        guard let number, number.needsUnit, let unit = number.units.first, !text.contains(where: \.isLetter) else {
            return text
        }
        return "\(text) \(unit)"
    }
}
