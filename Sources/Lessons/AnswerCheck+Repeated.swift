extension AnswerCheck {
    /// A sentence, said after the tutor.
    struct RepeatedAnswer {
        private let said: AnswerForm
        private let known: Known

        /// The part of the words that must come, in order (percent).
        private static let enough = 80
        /// Below `enough`, down to this it may have been the recogniser (percent).
        private static let doubtful = 50

        init(_ said: AnswerForm, _ known: Known) {
            self.said = said
            self.known = known
        }

        func finding() -> Finding {
            let right = known.right.map(agreement).max() ?? 0
            let wrong = known.wrong.map { ($0.confusion, $0.forms.map(agreement).max() ?? 0) }.max { $0.1 < $1.1 }
            if let wrong, wrong.1 >= RepeatedAnswer.enough, wrong.1 >= right {
                let isExact = known.right.contains { $0.words == said.bare || $0.words == said.words }
                return wrong.1 > right ? .wrong(wrong.0) : isExact ? .right : .unclear
            }
            let expected = known.right.map(\.words.count).max() ?? 0
            // Everything and much more is talk.
            guard said.words.count <= expected * 2 + 6 else { return .unclear }
            if right >= RepeatedAnswer.enough { return .right }
            guard !isNothing(said, known.lexicon), said.bare.count >= 2 else { return .unclear }
            // Much that does not belong there makes a few right words no sentence.
            let share = right * expected / max(expected, said.bare.count, 1)
            return share < RepeatedAnswer.doubtful ? .wrong(nil) : .unclear
        }

        /// How much of a sentence came, in order (percent).
        private func agreement(_ form: Known.Form) -> Int {
            let wanted = form.words
            guard !wanted.isEmpty else { return 0 }
            if said.words.joined() == wanted.joined() || said.bare.joined() == wanted.joined() { return 100 }
            let heard = said.words
            var row = Array(repeating: 0, count: wanted.count + 1)
            for word in heard {
                var before = 0
                for (index, meant) in wanted.enumerated() {
                    let above = row[index + 1]
                    row[index + 1] = max(above, row[index], isSame(word, meant) ? before + 1 : 0)
                    before = above
                }
            }
            return row[wanted.count] * 100 / wanted.count
        }

        private func isSame(_ heard: String, _ meant: String) -> Bool {
            let lexicon = known.lexicon
            return heard == meant || lexicon.articles.contains(heard) && lexicon.articles.contains(meant)
                || lexicon.match([heard], [meant])
                || lexicon.sound(of: heard) == lexicon.sound(of: meant)
        }
    }
}
