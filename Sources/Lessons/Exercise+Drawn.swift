extension Exercise {
    /// The name of a drawn exercise, counted from 1.
    func drawnID(_ number: Int) -> ExerciseID { ExerciseID(rawValue: "\(id)-\(number)") }

    /// The exercises that are drawn of a generated one; itself where it is of another kind.
    ///
    /// A generator that no file would be allowed to have gives fewer exercises than it promises, or none.
    func drawn(seed: UInt64, language: String) -> [Exercise] {
        guard let generator else { return [self] }
        guard let formula = try? Formula(generator.formula, variables: generator.names),
            let draws = try? generator.draws()
        else { return [] }
        var numbers = SeededNumbers(seed: seed, name: id.rawValue)
        return draws.some(generator.count, &numbers).enumerated().compactMap { index, draw in
            guard let answer = try? formula.value(draw), let expect = answer.decimal, answer.canBeSaid else {
                return nil
            }
            return try? drawn(drawnID(index + 1), draw + [answer], expect: expect, generator, language: language)
        }
    }

    private func drawn(
        _ id: ExerciseID, _ values: [Rational], expect: String, _ generator: Generator, language: String
    ) throws(Formula.Fault) -> Exercise {
        let filling = Filling(
            variables: generator.names + ["answer"], values: values, tolerance: number?.tolerance ?? 0)
        var filled: [String: ExerciseForms] = [:]
        for (tag, form) in forms {
            filled[tag] = ExerciseForms(
                ask: try filling.text(form.ask, in: tag), confusions: try filling.confusions(form.confusions, in: tag),
                hints: try filling.texts(form.hints, in: tag), explain: try filling.text(form.explain, in: tag),
                praise: try filling.text(form.praise, in: tag))
        }
        return Exercise(
            id: id, objective: objective, kind: .number, ask: try filling.text(ask, in: language), expect: [expect],
            confusions: try filling.confusions(confusions, in: language), hints: try filling.texts(hints, in: language),
            explain: try filling.text(explain, in: language), praise: try filling.text(praise, in: language),
            number: number, answerLanguage: answerLanguage, image: image, forms: filled)
    }

    /// Puts the numbers of a draw into texts.
    private struct Filling {
        let variables: [String]
        /// The drawn numbers, then the answer.
        let values: [Rational]
        let tolerance: Double

        func text(_ text: String, in language: String) throws(Formula.Fault) -> String {
            guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
            return try SpokenTemplate(text, variables: variables).filled(values) { $0.spoken(in: language) }
        }

        func text(_ text: String?, in language: String) throws(Formula.Fault) -> String? {
            guard let text else { return nil }
            return try self.text(text, in: language) as String
        }

        func texts(_ texts: [String], in language: String) throws(Formula.Fault) -> [String] {
            var filled: [String] = []
            for text in texts { filled.append(try self.text(text, in: language)) }
            return filled
        }

        func texts(_ texts: [String]?, in language: String) throws(Formula.Fault) -> [String]? {
            guard let texts else { return nil }
            return try self.texts(texts, in: language) as [String]
        }

        func confusions(_ confusions: [Confusion], in language: String) throws(Formula.Fault) -> [Confusion] {
            var taken = DrawnConfusion.Taken(answer: values[values.count - 1], tolerance: tolerance)
            var filled: [Confusion] = []
            for confusion in confusions {
                let say = try DrawnConfusion(confusion, variables: variables)
                    .answers(values, &taken).compactMap(\.self)
                guard !say.isEmpty else { continue }
                filled.append(Confusion(say: say, because: try text(confusion.because, in: language)))
            }
            return filled
        }

        func confusions(_ confusions: [Confusion]?, in language: String) throws(Formula.Fault) -> [Confusion]? {
            guard let confusions else { return nil }
            return try self.confusions(confusions, in: language) as [Confusion]
        }
    }
}

extension Generator {
    /// What may stand in the formula and the condition.
    var names: [String] { variables.map(\.name) }

    func draws() throws(Formula.Fault) -> Draws {
        let condition = if let condition { try Condition(condition, variables: names) } else { nil as Condition? }
        return Draws(ranges: variables.map(\.range), condition: condition)
    }
}
