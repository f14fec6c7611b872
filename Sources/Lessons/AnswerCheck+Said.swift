extension AnswerCheck {
    /// A free answer, compared from word for word to nearly so.
    struct SaidAnswer {
        /// Answers longer than this are talk, not an answer (words).
        private static let longestAnswer = 12

        let said: AnswerForm
        let known: Known
        var lexicon: Lexicon { known.lexicon }

        init(_ said: AnswerForm, _ known: Known) {
            self.said = said
            self.known = known
        }

        func finding() -> Finding {
            guard !isTorn() else { return corrected() ?? .unclear }
            if let finding = compared(said) ?? corrected() ?? polar() ?? contrasted() { return finding }
            guard !isNothing(said, lexicon) else { return .unclear }
            if let finding = contained() ?? near() { return finding }
            guard !soundsContained() else { return .unclear }
            return said.plain.count <= SaidAnswer.longestAnswer && !said.plain.isEmpty ? .wrong(nil) : .unclear
        }

        /// Whole answers, first word for word, then without fillers, without articles, without plurals, without gaps,
        /// and in the end by their sound.
        func compared(_ said: AnswerForm) -> Finding? {
            if let finding = step({ said.words == $0.words }) { return finding }
            if let finding = step({ said.bare == $0.words }) { return finding }
            guard !said.plain.isEmpty else { return nil }
            if let finding = step({ said.plain == $0.withoutArticles }) { return finding }
            if let finding = step({ lexicon.match(said.plain, $0.withoutArticles) }) { return finding }
            // "rain bow"
            let joined = said.plain.joined()
            if let finding = step({ joined == $0.withoutArticles.joined() }) { return finding }
            let sound = said.plain.map(lexicon.sound)
            return step { form in
                form.withoutArticles.count == sound.count
                    && lexicon.match(sound, form.withoutArticles.map(lexicon.sound))
            } ?? step { form in lexicon.sound(of: joined) == lexicon.sound(of: form.withoutArticles.joined()) }
                ?? placed(said.plain)
        }

        /// "Into the sea" where "in the sea" is known.
        private func placed(_ words: [String]) -> Finding? {
            guard let first = words.first, words.count > 1, lexicon.prepositions.contains(first) else { return nil }
            let rest = words.drop(while: lexicon.prepositions.contains).map(lexicon.sound)
            guard !rest.isEmpty else { return nil }
            return step { form in
                let known = form.withoutArticles.drop(while: lexicon.prepositions.contains)
                return known.count == rest.count && lexicon.match(rest, known.map(lexicon.sound))
            }
        }

        private func step(_ fits: (Known.Form) -> Bool) -> Finding? {
            let isRight = known.right.contains(where: fits)
            let confusion = known.wrong.first { $0.forms.contains(where: fits) }?.confusion
            switch (isRight, confusion) {
            case (true, nil): return .right
            case (false, let confusion?): return .wrong(confusion)
            case (true, _?): return .unclear
            case (false, nil): return nil
            }
        }

        /// "London, no, Paris": what comes last counts, where it is an answer.
        func corrected() -> Finding? {
            guard let index = said.words.dropLast().lastIndex(where: lexicon.corrections.contains), index > 0 else {
                return nil
            }
            return compared(AnswerForm(words: Array(said.words[(index + 1)...]), lexicon))
        }

        /// "It is not London, it is Paris": what is meant stands behind what is denied.
        private func contrasted() -> Finding? {
            let words = said.words
            guard let contrast = words.dropLast().lastIndex(where: lexicon.contrasts.contains),
                let denial = words[..<contrast].lastIndex(where: lexicon.negations.contains), contrast > denial + 1,
                lexicon.opinions.isDisjoint(with: words[..<contrast]), lexicon.alternatives.isDisjoint(with: words)
            else { return nil }
            return compared(AnswerForm(words: Array(words[contrast...]), lexicon))
        }

        /// "Yes, no", where one of them is an answer.
        private func isTorn() -> Bool {
            guard said.words.contains(where: lexicon.yes.contains), said.words.contains(where: lexicon.no.contains)
            else { return false }
            let answers = known.right + known.wrong.flatMap(\.forms)
            return answers.contains { $0.words.count == 1 && isPolar($0.words[0]) }
        }

        /// "No, it isn't", where no is an answer.
        private func polar() -> Finding? {
            let words = said.words
            guard words.count <= SaidAnswer.longestAnswer, let first = words.prefix(6).firstIndex(where: isPolar) else {
                return nil
            }
            let isYes = lexicon.yes.contains(words[first])
            let rest = words[(first + 1)...]
            guard
                let finding = step({
                    $0.words.count == 1 && isPolar($0.words[0]) && lexicon.yes.contains($0.words[0]) == isYes
                })
            else { return nil }
            let opposite = isYes ? lexicon.no : lexicon.yes
            guard rest.allSatisfy({ !opposite.contains($0) }),
                words[..<first].allSatisfy({
                    lexicon.openings[$0] != nil || lexicon.glue.contains($0) || $0 == "course" || $0 == "sur"
                }),
                lexicon.alternatives.isDisjoint(with: words)
            else { return .unclear }
            let isDenied = rest.contains { lexicon.negations.contains($0) && !lexicon.no.contains($0) }
            switch (isYes, isDenied) {
            case (true, true): return .unclear
            case (false, false)
            where lexicon.counting == .english && rest.count == 2 && !lexicon.glue.isDisjoint(with: rest):
                // "No, it is."
                return .unclear
            case (true, false), (false, true), (false, false): return finding
            }
        }

        private func isPolar(_ word: String) -> Bool { lexicon.yes.contains(word) || lexicon.no.contains(word) }

        /// An accepted answer within a sentence: "it turns into water vapour up there".
        func contained() -> Finding? {
            var words = said.words.filter { !lexicon.articles.contains($0) }
            // "Heavier than a feather" compares.
            if let than = words.firstIndex(of: "than"), than > 0 { words = Array(words[..<than]) }
            var found = known.right.flatMap { places(of: $0.withoutArticles, in: words, nil) }
            for wrong in known.wrong {
                for form in wrong.forms { found += places(of: form.withoutArticles, in: words, wrong.confusion) }
            }
            // "Go" is a wrong "goes" that was expected, not its singular.
            let loose = found.filter { !$0.isExact }
            if !loose.isEmpty {
                for wrong in known.wrong {
                    for form in wrong.forms
                    where loose.contains(where: { words[$0.range] == form.withoutArticles[...] }) {
                        found += places(of: form.withoutArticles, in: words, wrong.confusion, shortest: 1)
                    }
                }
            }
            let exact = Set(found.filter(\.isExact).map(\.range))
            let widest = found.filter { place in
                (place.isExact || !exact.contains(place.range))
                    && !found.contains { $0.range != place.range && $0.range.contains(place.range) }
            }
            guard let first = widest.first else { return nil }
            let confusions = widest.compactMap(\.confusion)
            let isMixed = !confusions.isEmpty && widest.count != confusions.count
            guard !isMixed, lexicon.negations.isDisjoint(with: said.words), words.count <= 20 else { return .unclear }
            if let confusion = confusions.first { return .wrong(confusion) }
            let extra = words.count - first.range.count
            let isSentence = !lexicon.glue.isDisjoint(with: words) && lexicon.alternatives.isDisjoint(with: words)
            return extra <= 1 || isSentence ? .right : .unclear
        }

        /// A known answer within a longer one.
        private struct Place {
            let range: Range<Int>
            let confusion: Confusion?
            /// As it stands, not but for a plural.
            let isExact: Bool
        }

        /// - Parameter shortest: a very short answer stands in too many sentences by chance (letters); numbers do not.
        private func places(
            of part: [String], in words: [String], _ confusion: Confusion?, shortest: Int = 3
        ) -> [Place] {
            let length = part.reduce(0) { $0 + $1.utf8.count }
            let isNumber = part.count == 1 && (Int(part[0]) ?? 0) > 1
            guard length >= shortest || isNumber, part.count <= words.count else { return [] }
            var places: [Place] = []
            for start in 0...(words.count - part.count) {
                let range = start..<(start + part.count)
                if lexicon.match(words[range], part) {
                    places.append(Place(range: range, confusion: confusion, isExact: words[range] == part[...]))
                }
                // "my rain coat"
                if part.count == 1, length >= 6, start + 1 < words.count, words[start] + words[start + 1] == part[0] {
                    places.append(Place(range: start..<(start + 2), confusion: confusion, isExact: true))
                }
            }
            return places
        }

        /// Whether a word of a longer answer sounds like a right one: not enough to be right, too much to be wrong.
        private func soundsContained() -> Bool {
            let sounds = said.plain.map(lexicon.sound)
            return known.right.contains { form in
                let part = form.withoutArticles.map(lexicon.sound)
                guard part.count <= sounds.count, form.withoutArticles.joined().count >= 3 else { return false }
                return (0...(sounds.count - part.count)).contains { sounds[$0..<($0 + part.count)] == part[...] }
            }
        }

        /// One word misheard by a letter: forgiven in a long word, asked again in a short one, another word in a tiny one.
        func near() -> Finding? {
            let right = known.right.map { slip($0.withoutArticles) }.min() ?? .other
            guard right != .other else { return nil }
            let wrong = known.wrong.flatMap(\.forms).map { slip($0.withoutArticles) }.min() ?? .other
            switch (right, wrong) {
            case (.letter, .other): return .right
            case (.letter, _), (.doubt, _): return .unclear
            case (.other, _): return nil
            }
        }

        private func slip(_ known: [String]) -> Slip { Slip(said.plain, known, lexicon) }
    }

    /// Whether an answer is none: fillers, a call for help, a question to the tutor.
    static func isNothing(_ said: AnswerForm, _ lexicon: Lexicon) -> Bool {
        lexicon.nothings.contains(said.words) || lexicon.nothings.contains(said.bare)
            || lexicon.openings[said.bare[0]]?.contains(said.bare) == true || said.plain.isEmpty
            || lexicon.asides.contains { said.bare.starts(with: $0) || said.words.starts(with: $0) }
    }

    /// How far an answer is from a known one.
    enum Slip: Int, Comparable {
        case letter, doubt, other

        static func < (left: Slip, right: Slip) -> Bool { left.rawValue < right.rawValue }

        init(_ said: [String], _ known: [String], _ lexicon: Lexicon) {
            self = .other
            guard said.count == known.count else { return }
            let different = zip(said, known).filter { !lexicon.match([$0], [$1]) }
            guard different.count == 1, let (heard, meant) = different.first else { return }
            let slip = Slip(heard, meant)
            // Where endings carry the grammar, a letter is another form: "comemos", "comimos".
            self = slip == .letter && lexicon.counting != .english ? .doubt : slip
        }

        /// How far a word is from another.
        init(_ heard: String, _ meant: String) {
            self = .other
            let length = min(heard.count, meant.count)
            guard length >= 4, abs(heard.count - meant.count) <= 2, Int(heard) == nil, Int(meant) == nil else { return }
            let distance = Nearest.distance(heard, meant)
            if length >= 7, heard.first == meant.first, distance <= (length >= 10 ? 2 : 1) {
                self = .letter
            } else if distance == 1 {
                self = .doubt
            }
        }
    }
}
