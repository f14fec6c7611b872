import Yams

extension NodeReader {
    /// An exercise's texts in another language, with their places.
    struct PlacedForms {
        let tag: String
        let forms: ExerciseForms
        let texts: Texts
        let node: Node
    }

    /// The forms of an exercise in other languages: `in`.
    mutating func forms(
        _ node: Node?, _ kind: Exercise.Kind?, answerLanguage: String?, _ setting: Setting
    ) -> [PlacedForms] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            fault("`in` is \(NodeReader.kind(of: node))", "language tags with texts below, such as `es:`", at: node)
            return []
        }
        if !LessonFile.Bounds.forms.contains(mapping.count) {
            let wrong = mapping.isEmpty ? "`in` is empty" : "`in` has \(mapping.count) languages"
            fault(
                wrong, "\(LessonFile.Bounds.forms.lowerBound) to \(LessonFile.Bounds.forms.upperBound)", at: node)
        }
        return mapping.prefix(LessonFile.Bounds.forms.upperBound).compactMap { key, value in
            guard key.scalar?.string.hasPrefix(FrontMatter.duplicate) != true, let tag = language(key, "in") else {
                return nil
            }
            if tag.lowercased() == setting.language.lowercased() {
                fault("`in` names \(tag), the lesson's own language", "another language", at: key)
            }
            let values = keys(of: value, LessonKeys.form)
            if case .mapping(let texts) = value, texts.isEmpty {
                let known = LessonKeys.form.known.joined(separator: ", ")
                fault("`in` has no text in \(tag)", "one of \(known)", at: value)
            }
            let texts = texts(values, kind, language: answerLanguage ?? tag)
            whole(values, kind, answerLanguage: answerLanguage, tag, at: key)
            return PlacedForms(tag: tag, forms: NodeReader.forms(texts, values), texts: texts, node: value)
        }
    }

    /// A pupil must not be asked in one language and marked in another.
    private mutating func whole(
        _ values: [String: Node], _ kind: Exercise.Kind?, answerLanguage: String?, _ tag: String, at key: Node
    ) {
        switch kind {
        case .generated?:
            if let node = values["expect"] {
                fault("a `generated` exercise takes no `expect`", "`formula`, for all languages", at: node)
            }
        case .choice?:
            if (values["expect"] == nil) != (values["confusions"] == nil) {
                let (has, misses) = values["expect"] == nil ? ("confusions", "expect") : ("expect", "confusions")
                fault("the choices in \(tag) have `\(has)` without `\(misses)`", "all choices in \(tag)", at: key)
            }
        case .say?, .number?, .order?, .spell?, .repeat?, nil: break
        }
        if values["expect"] != nil, values["ask"] == nil, answerLanguage == nil {
            fault("`expect` in \(tag) without `ask`", "the question in \(tag), too", at: key)
        }
    }

    private static func forms(_ texts: Texts, _ values: [String: Node]) -> ExerciseForms {
        ExerciseForms(
            ask: texts.ask?.text, expect: values["expect"].map { _ in texts.expect.map(\.text) },
            confusions: values["confusions"].map { _ in texts.confusions.map(\.confusion) },
            hints: values["hints"].map { _ in texts.hints.map(\.text) }, explain: texts.explain?.text,
            praise: texts.praise?.text)
    }
}
