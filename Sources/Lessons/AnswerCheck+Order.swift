extension AnswerCheck {
    /// Items, named in an order.
    struct OrderAnswer {
        private let said: AnswerForm
        private let known: Known
        /// The known items, by their sound, and the longest of them (words).
        private let items: [[String]]

        init(_ said: AnswerForm, _ known: Known) {
            self.said = said
            self.known = known
            var items: [[String]] = []
            for form in known.right + known.wrong.flatMap(\.forms) {
                for item in form.items where !items.contains(item) { items.append(item) }
            }
            self.items = items
        }

        /// One item in comparable form.
        static func item(_ text: String, _ lexicon: Lexicon) -> [String] {
            let words = AnswerForm.words(of: text, lexicon)
            let rest = words.filter { !lexicon.articles.contains($0) }
            return rest.isEmpty ? words : rest
        }

        func finding() -> Finding {
            let lexicon = known.lexicon
            let (named, strange) = named()
            let expected = known.right.flatMap(\.items)
            guard !named.isEmpty else { return .unclear }
            let sequence = settled(named, expected)
            guard lexicon.alternatives.isDisjoint(with: said.words), !isDenied(), !isReversed() else { return .unclear }
            if sequence == expected { return .right }
            if let wrong = known.wrong.first(where: { $0.forms.contains { $0.items == sequence } }) {
                return .wrong(wrong.confusion)
            }
            guard expected.starts(with: sequence), sequence.count < expected.count else {
                // Everything, and something again: a slip of the tongue or of the recogniser.
                return sequence.starts(with: expected) ? .unclear : .wrong(nil)
            }
            // The right beginning; but who named other things instead of the rest has answered.
            let missing = expected[sequence.count...].flatMap { $0 }.joined()
            let isHeard = Nearest.distance(strange.joined(), missing) * 5 <= missing.count * 2
            return sequence.count + strange.count >= expected.count && !strange.isEmpty && !isHeard
                ? .wrong(nil) : .unclear
        }

        /// The items as they were named, and the words that are neither an item nor join any.
        private func named() -> (items: [[String]], strange: [String]) {
            let lexicon = known.lexicon
            let words = said.words
            var named: [[String]] = []
            var strange: [String] = []
            var index = 0
            var wasCorrected = false
            while index < words.count {
                if let (item, next) = item(in: words, at: index) {
                    if wasCorrected, !named.isEmpty { named.removeLast() }
                    wasCorrected = false
                    if named.last != item { named.append(item) }
                    index = next
                    continue
                }
                let word = words[index]
                if lexicon.corrections.contains(word), !lexicon.sequence.contains(word) {
                    wasCorrected = true
                } else if !lexicon.sequence.contains(word), !lexicon.articles.contains(word),
                    !lexicon.glue.contains(word), lexicon.openings[word] == nil
                {
                    strange.append(word)
                }
                index += 1
            }
            return (named, strange)
        }

        /// The longest item that begins at a word: as it is, then by its sound, then with a slip.
        private func item(in words: [String], at start: Int) -> (item: [String], next: Int)? {
            let lexicon = known.lexicon
            let candidates = items.sorted { $0.count > $1.count }
            for item in candidates where start + item.count <= words.count {
                if lexicon.match(words[start..<(start + item.count)], item) { return (item, start + item.count) }
            }
            for item in candidates {
                // "butter fly", "petitdejeuner"
                let joined = item.joined()
                for count in 1...3 where count != item.count && start + count <= words.count && joined.count >= 4 {
                    if words[start..<(start + count)].joined() == joined { return (item, start + count) }
                }
            }
            for item in candidates where start + item.count <= words.count {
                let heard = words[start..<(start + item.count)]
                if lexicon.match(heard.map(lexicon.sound), item.map(lexicon.sound)) {
                    return (item, start + item.count)
                }
                if Slip(Array(heard), item, lexicon) == .letter { return (item, start + item.count) }
            }
            return nil
        }

        /// Who began again is taken by the last beginning.
        private func settled(_ named: [[String]], _ expected: [[String]]) -> [[String]] {
            guard let first = expected.first, let start = named.lastIndex(of: first), start > 0,
                Array(named[start...]) == expected,
                expected.starts(with: named[..<start]) || named[..<start].elementsEqual(expected)
            else { return named }
            return expected
        }

        private func isDenied() -> Bool {
            let words = said.words
            return words.contains { known.lexicon.negations.contains($0) && !known.lexicon.corrections.contains($0) }
        }

        /// "The butterfly after the pupa" names them backwards.
        private func isReversed() -> Bool {
            let words = said.words
            return words.indices.contains { index in
                known.lexicon.reversals.contains(words[index])
                    && (index + 1 == words.count || words[index + 1] != "that") && index > 0
                    && item(in: words, at: index - 1) != nil
            }
        }
    }
}
