/// The number that an answer names: "six nines are fifty-four" names 54, "forty-two or forty-eight" names none.
struct NumberAnswer {
    private let words: [String]
    private let places: [Place]
    private let lexicon: Lexicon
    private let known: AnswerCheck.Known

    init(words: [String], _ known: AnswerCheck.Known) {
        self.words = words
        self.known = known
        lexicon = known.lexicon
        places = NumberAnswer.places(in: words, lexicon, units: known.unitNames)
    }

    /// What an answer is found to be.
    static func finding(
        of answer: String, _ said: AnswerForm, for exercise: Exercise, _ known: AnswerCheck.Known
    ) -> AnswerCheck.Finding {
        if let confusion = known.wrong.first(where: { $0.forms.contains { $0.value == nil && $0.words == said.bare } })
        {
            return .wrong(confusion.confusion)
        }
        guard !known.lexicon.questions.contains(where: { said.words.starts(with: $0) }) else { return .unclear }
        let finding = NumberAnswer(words: written(answer, known) ?? said.words, known).finding(for: exercise)
        guard finding != .right || !known.lexicon.numberHomophones.isEmpty,
            let (other, isWhole) = reheard(AnswerForm.split(answer, known.lexicon), exercise, known.lexicon)
        else { return finding }
        switch (finding, NumberAnswer(words: other, known).finding(for: exercise)) {
        case (.right, .right), (.unclear, .right): return .right
        case (.wrong, .right): return isWhole ? .right : .unclear
        case (.right, .wrong), (.right, .unclear): return isWhole ? .unclear : .right
        case (.unclear, .wrong(let confusion?)): return .wrong(confusion)
        case (.wrong, _), (.unclear, _): return finding
        }
    }

    /// "12.125" is a decimal where the file has it, though French writes thousands so.
    private static func written(_ answer: String, _ known: AnswerCheck.Known) -> [String]? {
        guard known.lexicon.hasDecimalComma, answer.utf8.contains(UInt8(ascii: ".")), let value = Value(answer),
            (known.right + known.wrong.flatMap(\.forms)).contains(where: { $0.value?.value == value })
        else { return nil }
        return [answer]
    }

    private func finding(for exercise: Exercise) -> AnswerCheck.Finding {
        guard let place = meant(exercise), !place.isOrdinal || isRight(place) else {
            return isNone(exercise) ? .right : .unclear
        }
        if !isRight(place), confusion(place) == nil || isEcho(exercise), isCut(place, exercise) { return .unclear }
        return marked(place)
    }

    /// Whether a wrong number may be the beginning of a right one, or no answer at all.
    private func isCut(_ place: Place, _ exercise: Exercise) -> Bool {
        if place.isArticle && words.count > 4 || isEcho(exercise) { return true }
        // "One and"
        if let counting = lexicon.counting, let last = words.last, last == counting.and || counting.point.contains(last)
        {
            return true
        }
        // "Three" of three quarters
        return place.value.isWhole
            && known.right.contains { form in
                form.value.map { !$0.value.isWhole && form.isFraction && $0.value.numerator == place.value.numerator }
                    ?? false
            }
    }

    /// The words of the question are no answer to it.
    private func isEcho(_ exercise: Exercise) -> Bool {
        let bare = AnswerForm(words: words, lexicon).bare
        guard bare.count >= 2, places.count >= 2 || places.allSatisfy({ confusion($0) == nil }) else { return false }
        let asked = AnswerForm.words(of: exercise.ask, lexicon)
        return bare.count <= asked.count
            && (0...(asked.count - bare.count)).contains { asked[$0..<($0 + bare.count)] == bare[...] }
    }

    /// A number and its unit against what is expected.
    private func marked(_ place: Place) -> AnswerCheck.Finding {
        let rule = known.rule
        guard isRight(place) else {
            // "Fifty percent" is a half, but "fifty-four percent" is not fifty-four.
            if place.unit == known.percent, known.percent != nil, !known.units.contains(known.percent ?? -1),
                let part = place.value.divided(by: 100)
            {
                if known.right.contains(where: { $0.value?.value == part }) { return .right }
            }
            return .wrong(confusion(place))
        }
        let isPercent = place.unit != nil && place.unit == known.percent
        guard !known.unitNames.isEmpty else { return isPercent ? .unclear : .right }
        if let unit = place.unit {
            return known.units.contains(unit) || isNamed(place) ? .right : .wrong(confusion(place))
        }
        return rule.needsUnit && !isNamed(place) ? .unclear : .right
    }

    /// Whether the words behind a number are a unit that only the author knows ("apples").
    private func isNamed(_ place: Place) -> Bool {
        let from = place.unit == nil ? place.range.upperBound : place.range.lowerBound + 1
        return known.unitNames.contains { name in
            (from..<max(from, words.count)).contains { lexicon.match(words[$0...].prefix(name.count), name) }
        }
    }

    private func isRight(_ place: Place) -> Bool {
        known.right.contains { form in
            form.value.map { place.value.isNear($0.value, within: known.rule.tolerance) } ?? false
        }
    }

    private func confusion(_ place: Place) -> Confusion? {
        let named = known.wrong.first {
            $0.forms.contains { form in
                form.value.map { $0.value == place.value && $0.unit != nil && $0.unit == place.unit } ?? false
            }
        }
        let bare = known.wrong.first {
            $0.forms.contains { form in
                form.value.map { $0.value == place.value && $0.unit == nil } ?? false
            }
        }
        return (named ?? bare)?.confusion
    }

    /// "None", "no apples", where nothing is left.
    private func isNone(_ exercise: Exercise) -> Bool {
        guard places.isEmpty, known.right.contains(where: { $0.value?.value.numerator == 0 }) else { return false }
        let bare = AnswerForm(words: words, lexicon).bare
        guard let first = bare.first, lexicon.weakZeros.contains(first), bare.count <= 5 else { return false }
        let asked = Set(AnswerForm.words(of: exercise.ask, lexicon))
        return bare.dropFirst().allSatisfy { asked.contains($0) || lexicon.glue.contains($0) || $0 == "left" }
            && (bare.count > 1 || first != "no")
    }

    /// The one number that is meant, nil where there is none or no telling which.
    private func meant(_ exercise: Exercise) -> Place? {
        let counted = places.filter { !$0.isArticle }
        let places = counted.isEmpty ? places : counted
        guard let first = places.first else { return nil }
        if let correction = words.lastIndex(where: lexicon.corrections.contains), correction > first.range.lowerBound,
            let place = only(places.filter { $0.range.lowerBound > correction })
        {
            return place
        }
        // "Two hundred or so" is one number.
        guard lexicon.alternatives.isDisjoint(with: AnswerForm(words: words, lexicon).bare) else { return nil }
        if let denial = denial(before: places) {
            let rest = places.filter { $0.range.lowerBound > denial }
            guard let denied = rest.first, rest.count > 1,
                words[denied.range.upperBound..<rest[1].range.lowerBound].contains(where: lexicon.contrasts.contains)
            else { return nil }
            return only(Array(rest.dropFirst()))
        }
        guard let place = chosen(places, exercise), !isBound(place) else { return nil }
        return place
    }

    private func chosen(_ places: [Place], _ exercise: Exercise) -> Place? {
        if let place = only(places) { return place }
        if let price = price(places) { return price }
        let asked = Set(
            NumberAnswer.places(in: AnswerForm.words(of: exercise.ask, lexicon), lexicon).map(\.value))
        if let place = only(places.filter { !asked.contains($0.value) }) { return place }
        guard let result = words.lastIndex(where: lexicon.results.contains), result > places[0].range.lowerBound else {
            return nil
        }
        return only(places.filter { $0.range.lowerBound > result })
    }

    /// A word that denies a number, where there is one.
    private func denial(before places: [Place]) -> Int? {
        words.indices.last { index in
            lexicon.negations.contains(words[index]) && !lexicon.zeros.contains(words[index])
                && (index > 0 || !lexicon.no.contains(words[index]) || lexicon.counting != .english)
        }
    }

    /// "Five fifty" for a price of 5.50.
    private func price(_ places: [Place]) -> Place? {
        guard places.count == 2, known.units.contains(where: lexicon.units.isCountedInHundredths),
            places[0].range.upperBound == places[1].range.lowerBound, places[0].unit == nil,
            places[0].value.isWhole, places[1].value.isWhole, (10...99).contains(places[1].value.numerator),
            let sum = places[1].value.divided(by: 100).flatMap({ places[0].value.plus($0) })
        else { return nil }
        var place = places[1]
        place.value = sum
        return place
    }

    /// "More than fifty" names a bound. About so much is an answer where there is a tolerance.
    private func isBound(_ place: Place) -> Bool {
        let before = words[..<place.range.lowerBound]
        return lexicon.bounds.contains { before.count >= $0.count && before.suffix($0.count) == $0[...] }
    }

    private func only(_ places: [Place]) -> Place? {
        guard let first = places.first, places.allSatisfy({ $0.value == first.value }) else { return nil }
        return places.first { $0.unit != nil } ?? first
    }
}
