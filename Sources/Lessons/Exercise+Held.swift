extension Exercise {
    /// The form for a language: its own, or that of the language without region ("es" for "es-MX").
    func form(in tag: String) -> ExerciseForms? {
        var parts = tag.lowercased().split(separator: "-")
        while !parts.isEmpty {
            let wanted = parts.joined(separator: "-")
            if let form = forms.first(where: { $0.key.lowercased() == wanted }) { return form.value }
            parts.removeLast()
        }
        return nil
    }

    /// The exercise asked in another language; answers that were not translated are still given in the lesson's own.
    ///
    /// - Parameters:
    ///   - form: what is said in that language; nil leaves all texts.
    ///   - tag: the language.
    ///   - language: the lesson's own.
    func held(_ form: ExerciseForms?, in tag: String, of language: String) -> Exercise {
        let isNumber =
            switch kind {
            case .number, .generated: true
            case .say, .choice, .order, .spell, .repeat: false
            }
        let isTranslated = form?.expect != nil || isNumber && form?.ask != nil
        return Exercise(
            id: id, objective: objective, kind: kind, ask: form?.ask ?? ask, expect: form?.expect ?? expect,
            confusions: form?.confusions ?? confusions, hints: form?.hints ?? hints, explain: form?.explain ?? explain,
            praise: form?.praise ?? praise, number: number, generator: generator,
            answerLanguage: answerLanguage ?? (isTranslated ? nil : language), image: image)
    }
}
