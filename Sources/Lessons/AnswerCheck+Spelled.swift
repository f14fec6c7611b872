extension AnswerCheck {
    /// A word, letter by letter.
    struct SpelledAnswer {
        private let words: [String]
        private let said: AnswerForm
        private let known: Known
        private var names: Lexicon.Spelling { known.lexicon.spelling }

        init(_ answer: String, _ said: AnswerForm, _ known: Known) {
            self.said = said
            self.known = known
            words = AnswerForm.split(answer, known.lexicon, folding: false)
        }

        /// A way to read an answer, where there are several.
        private struct Reading {
            /// "Double u" is one letter, not two.
            let joinsPairs: Bool
            /// The word itself, said before or after its letters, is no letter.
            let skipsWord: Bool
        }

        /// What was spelled.
        private struct Spelled {
            var letters = ""
            /// The accents named, by the letter that they belong to.
            var accents: [(index: Int, accent: Character)] = []
            /// Words that are no letters.
            var strange = 0
            /// A letter and a word for it that does not begin so.
            var isContradiction = false
        }

        func finding() -> Finding {
            let lexicon = known.lexicon
            guard !isNothing(said, lexicon) || said.words.count == 1 && said.words[0].count == 1 else {
                return .unclear
            }
            let right = known.right.map(\.letters)
            let wholes = Set(right + known.right.map { $0.words.joined() })
            guard !said.plain.allSatisfy(wholes.contains) else { return .unclear }
            var best: Spelled?
            for reading in [
                Reading(joinsPairs: true, skipsWord: true), Reading(joinsPairs: false, skipsWord: true),
                Reading(joinsPairs: true, skipsWord: false), Reading(joinsPairs: false, skipsWord: false),
            ] {
                let spelled = spelled(reading, wholes)
                if right.contains(where: { isSame(spelled, $0) }), !spelled.isContradiction {
                    return spelled.strange <= 2 ? .right : .unclear
                }
                if best == nil { best = spelled }
            }
            guard let best, !best.letters.isEmpty, best.strange == 0, !best.isContradiction else { return .unclear }
            if let wrong = known.wrong.first(where: { $0.forms.contains { isSame(best, $0.letters) } }) {
                return .wrong(wrong.confusion)
            }
            let base = plain(best.letters)
            let isBeginning = best.accents.isEmpty && right.contains { plain($0).hasPrefix(base) && plain($0) != base }
            return isBeginning ? .unclear : .wrong(nil)
        }

        /// The letters of a known word, or of one that is spelled.
        static func letters(of text: String, _ lexicon: Lexicon) -> String {
            let words = AnswerForm.split(text, lexicon, folding: false)
            guard words.count > 1 else { return words.joined() }
            return words.map { $0.count == 1 ? $0 : lexicon.spelling.names[$0] ?? $0 }.joined()
        }

        private func spelled(_ reading: Reading, _ wholes: Set<String>) -> Spelled {
            var spelled = Spelled()
            let range = letterRange()
            var index = range.lowerBound
            while index < range.upperBound {
                let word = words[index]
                let next = index + 1 < range.upperBound ? words[index + 1] : ""
                if let accent = names.accents[AnswerForm.folded(word)] {
                    if !spelled.letters.isEmpty { spelled.accents.append((spelled.letters.count - 1, accent)) }
                    index += 1
                } else if reading.skipsWord, wholes.contains(word) || wholes.contains(AnswerForm.folded(word)),
                    word.count > 1
                {
                    index += 1
                } else if reading.joinsPairs, let letters = names.pairs[word]?[next] {
                    spelled.letters += letters
                    index += 2
                } else if let times = names.multiples[word], let letter = letter(next) {
                    spelled.letters += String(repeating: letter, count: times)
                    index += 2
                } else if let letter = letter(word) {
                    spelled.letters += letter
                    index = example(of: letter, at: index + 1, &spelled)
                } else if names.carriers.contains(word) || names.carriers.contains(AnswerForm.folded(word)) {
                    index += 1
                } else if word.count == 2, known.right.contains(where: { $0.letters.hasPrefix(spelled.letters + word) })
                {
                    // Two letters that were written together.
                    spelled.letters += word
                    index += 1
                } else {
                    spelled.strange += 1
                    index += 1
                }
            }
            return spelled
        }

        /// Where the letters are: behind "I think it is", before "please".
        private func letterRange() -> Range<Int> {
            var rest = words.map { AnswerForm.folded($0) }[...]
            while let first = rest.first,
                let opening = known.lexicon.openings[first]?.first(where: {
                    rest.count > $0.count && rest.starts(with: $0)
                        && ($0.count > 1 || letter($0[0]) == nil || $0 == ["eh"])
                }), letter(first) == nil || opening.count > 1 || known.lexicon.counting != .english
            {
                rest = rest.dropFirst(opening.count)
            }
            while let last = rest.last, letter(last) == nil,
                let ending = known.lexicon.endings[last]?.first(where: {
                    rest.count > $0.count && rest.suffix($0.count) == $0[...]
                })
            {
                rest = rest.dropLast(ending.count)
            }
            return rest.startIndex..<rest.endIndex
        }

        private func letter(_ word: String) -> String? {
            guard !word.isEmpty else { return nil }
            if word.count == 1 { return word.allSatisfy(\.isLetter) ? word : nil }
            return names.names[word] ?? names.names[AnswerForm.folded(word)]
        }

        /// Skips "for cat" behind a c.
        private func example(of letter: String, at index: Int, _ spelled: inout Spelled) -> Int {
            for link in names.examples where words[min(index, words.count)...].starts(with: link) {
                let place = index + link.count
                guard place < words.count, words[place].count > 1 else { continue }
                let first = AnswerForm.folded(words[place]).prefix(letter.count)
                if first != AnswerForm.folded(letter) {
                    guard self.letter(words[place]) == nil else { continue }
                    spelled.isContradiction = true
                }
                return place + 1
            }
            return index
        }

        /// Whether letters spell a word; accents need not be named, but not wrongly.
        private func isSame(_ spelled: Spelled, _ target: String) -> Bool {
            let letters = Array(spelled.letters)
            let wanted = Array(target)
            guard letters.count == wanted.count, !wanted.isEmpty else { return false }
            for (heard, meant) in zip(letters, wanted)
            where heard != meant && (AnswerForm.folded(meant) != String(heard) || meant == "ñ") { return false }
            return spelled.accents.allSatisfy { SpelledAnswer.bearers[$0.accent]?.contains(wanted[$0.index]) == true }
        }

        private static let bearers: [Character: String] = [
            "´": "éáíóú", "`": "èàù", "^": "âêîôû", "¨": "ëïü", "¸": "ç",
        ]

        private func plain(_ letters: String) -> String { letters.replacing("ñ", with: "#") }
    }
}
