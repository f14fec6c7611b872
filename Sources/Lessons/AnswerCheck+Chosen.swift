extension AnswerCheck {
    /// One of the choices that a question names, by its name or its place.
    struct ChosenAnswer {
        private let said: AnswerForm
        private let known: Known
        private let question: String

        init(_ said: AnswerForm, _ known: Known, question: String) {
            self.said = said
            self.known = known
            self.question = question
        }

        func finding() -> Finding {
            let lexicon = known.lexicon
            let answer = SaidAnswer(said, known)
            let isLetter =
                said.plain.count == 1 && said.plain[0].utf8.count == 1 && lexicon.positions[said.plain[0]] != nil
            if !isLetter, let finding = answer.compared(said) ?? answer.corrected() { return finding }
            guard let place = place() else {
                guard !isNothing(said, lexicon) else { return .unclear }
                return answer.contained() ?? answer.near() ?? .unclear
            }
            // "The second one, the whale": both must be the same.
            let rest = said.bare.filter { !isPlace($0) && !lexicon.articles.contains($0) && $0 != "1" }
            guard !rest.isEmpty else { return place }
            let form = AnswerForm(words: rest, lexicon)
            let named = answer.compared(form) ?? SaidAnswer(form, known).contained()
            return named == nil || named == place ? place : .unclear
        }

        private func isPlace(_ word: String) -> Bool {
            let lexicon = known.lexicon
            return lexicon.positions[word] != nil || lexicon.positionNouns.contains(word) || lexicon.last.contains(word)
                || lexicon.middle.contains(word)
        }

        /// "The second one", "option b": nil where no place is named, unclear where there is no such choice.
        private func place() -> Finding? {
            let lexicon = known.lexicon
            let bare = said.bare
            guard bare.count <= 6, lexicon.negations.isDisjoint(with: said.words),
                lexicon.alternatives.isDisjoint(with: said.words)
            else { return nil }
            var index: Int?
            for (position, word) in bare.enumerated() {
                let isBehindNoun = position > 0 && lexicon.positionNouns.contains(bare[position - 1])
                if let number = Int(word), isBehindNoun { index = index ?? number - 1 }
                guard let place = lexicon.positions[word] else { continue }
                // A letter names a place by itself or behind "option", not in the midst of a sentence.
                let isAlone = bare.count == 1 && word.utf8.count == 1
                if word.utf8.count > 3 || isBehindNoun || isAlone { index = index ?? place }
            }
            let isLast = bare.contains(where: lexicon.last.contains)
            let isMiddle = bare.contains(where: lexicon.middle.contains)
            guard index != nil || isLast || isMiddle else { return nil }
            guard let choices = choices() else { return .unclear }
            if isLast { return choices.last ?? .unclear }
            if isMiddle { return choices.count % 2 == 1 ? choices[choices.count / 2] : .unclear }
            guard let index, choices.indices.contains(index) else { return .unclear }
            return choices[index]
        }

        /// The choices in the order of the question; nil where it does not name each of them once.
        private func choices() -> [Finding]? {
            let lexicon = known.lexicon
            let words = AnswerForm.words(of: question, lexicon).filter { !lexicon.articles.contains($0) }
            var found: [(start: Int, range: Range<Int>, finding: Finding)] = []
            func add(_ forms: [Known.Form], _ finding: Finding) -> Bool {
                var ranges: [Range<Int>] = []
                for form in forms where form.withoutArticles.count <= words.count && !form.withoutArticles.isEmpty {
                    for start in 0...(words.count - form.withoutArticles.count) {
                        let range = start..<(start + form.withoutArticles.count)
                        if lexicon.match(words[range], form.withoutArticles) { ranges.append(range) }
                    }
                }
                let widest = Set(ranges).filter { range in
                    !ranges.contains { $0 != range && $0.contains(range) }
                }
                found += widest.map { ($0.lowerBound, $0, finding) }
                return !widest.isEmpty
            }
            guard add(known.right, .right) else { return nil }
            for wrong in known.wrong where !add(wrong.forms, .wrong(wrong.confusion)) { return nil }
            guard found.filter({ $0.finding == .right }).count == 1, found.count >= 2 else { return nil }
            found.sort { $0.start < $1.start }
            // A choice may not lie in another.
            guard zip(found, found.dropFirst()).allSatisfy({ $0.range.upperBound <= $1.start }) else { return nil }
            return found.map(\.finding)
        }
    }
}
