extension AnswerCheck {
    /// The answers that an exercise knows, in comparable form.
    struct Known {
        let right: [AnswerForm]
        let wrong: [(confusion: Confusion, forms: [AnswerForm])]

        init(_ exercise: Exercise, language: String) {
            right = exercise.expect.map { AnswerForm($0, language: language) }
            wrong = exercise.confusions.map { confusion in
                (confusion, confusion.say.map { AnswerForm($0, language: language) })
            }
        }
    }
}
