extension AnswerCheck {
    /// The answers that an exercise knows, in comparable form.
    struct Known {
        /// One known answer.
        struct Form {
            let words: [String]
            /// As it is where it is nothing but articles.
            let withoutArticles: [String]
            /// The number that it names, for exercises of numbers.
            var value: NumberAnswer.Place?
            /// Written with a stroke: "3/4".
            var isFraction: Bool { words.count == 1 && words[0].contains("/") }
            /// Its items, for exercises of an order.
            var items: [[String]] = []
            /// Its letters, for exercises of spelling.
            var letters = ""
        }

        let lexicon: Lexicon
        let right: [Form]
        let wrong: [(confusion: Confusion, forms: [Form])]
        let rule: NumberRule
        /// The units that are right, as their numbers among the known ones.
        let units: Set<Int>
        /// The names of the right units, as words.
        let unitNames: [[String]]
        let percent: Int?

        private static let exactly = NumberRule()

        /// - Parameter language: the lesson's BCP 47 tag.
        init(_ exercise: Exercise, language: String) {
            let lexicon = Lexicon.of(exercise.language(in: language))
            self.lexicon = lexicon
            rule = exercise.number ?? Known.exactly
            unitNames = rule.units.map { AnswerForm.words(of: $0, lexicon) }.filter { !$0.isEmpty }
            units = Set(unitNames.compactMap { lexicon.units.group(of: $0) })
            percent = exercise.kind == .number ? lexicon.units.group(of: ["percent"]) : nil
            right = exercise.expect.map { Known.form($0, exercise.kind, lexicon) }
            wrong = exercise.confusions.map { ($0, $0.say.map { Known.form($0, exercise.kind, lexicon) }) }
        }

        private static func form(_ text: String, _ kind: Exercise.Kind, _ lexicon: Lexicon) -> Form {
            let words = AnswerForm.words(of: text, lexicon)
            let rest = words.filter { !lexicon.articles.contains($0) }
            var form = Form(words: words, withoutArticles: rest.isEmpty ? words : rest)
            switch kind {
            case .say, .choice, .repeat: break
            case .number, .generated: form.value = place(text, words, lexicon)
            case .order:
                form.items = text.split(separator: ",").map { AnswerCheck.OrderAnswer.item(String($0), lexicon) }
                    .filter { !$0.isEmpty }
            case .spell: form.letters = AnswerCheck.SpelledAnswer.letters(of: text, lexicon)
            }
            return form
        }

        /// What a file writes is the same number in every language: "2.5" has a point in French, too.
        private static func place(_ text: String, _ words: [String], _ lexicon: Lexicon) -> NumberAnswer.Place? {
            if let value = NumberAnswer.Value(text) { return NumberAnswer.Place(value: value, range: 0..<1) }
            let places = NumberAnswer.places(in: words, lexicon)
            return places.count == 1 ? places[0] : nil
        }
    }
}
