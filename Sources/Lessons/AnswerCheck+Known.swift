extension AnswerCheck {
    /// The answers that an exercise knows, in comparable form.
    struct Known {
        /// One known answer.
        struct Form {
            let words: [String]
            /// As it is where it is nothing but articles.
            let withoutArticles: [String]
        }

        let right: [Form]
        let wrong: [(confusion: Confusion, forms: [Form])]

        init(_ exercise: Exercise, language: String) {
            let lexicon = Lexicon.of(language)
            func form(_ text: String) -> Form {
                let words = AnswerForm.words(of: text, lexicon)
                let rest = words.filter { !lexicon.articles.contains($0) }
                return Form(words: words, withoutArticles: rest.isEmpty ? words : rest)
            }
            right = exercise.expect.map(form)
            wrong = exercise.confusions.map { ($0, $0.say.map(form)) }
        }
    }
}
