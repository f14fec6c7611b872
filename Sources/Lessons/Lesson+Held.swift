extension Lesson {
    /// The languages that at least one exercise has texts in, beside the lesson's own.
    public var otherLanguages: [String] { Set(exercises.flatMap(\.forms.keys)).sorted() }

    /// The lesson held in another language: each exercise in its form of that language, of the language without
    /// region ("es" for "es-MX"), or as it is. A lesson without any such form stays as it is.
    ///
    /// Draw first (``drawn(seed:)``): then the numbers in a text that was not translated are said in its own language.
    ///
    /// - Parameter tag: BCP 47.
    public func held(in tag: String) -> Lesson {
        guard tag.lowercased() != language.lowercased(), exercises.contains(where: { $0.form(in: tag) != nil }) else {
            return self
        }
        return with(exercises.map { $0.held($0.form(in: tag), in: tag, of: language) }, language: tag)
    }

    /// The same lesson with other exercises.
    func with(_ exercises: [Exercise], language: String) -> Lesson {
        Lesson(
            id: id, title: title, language: language, ages: ages, voice: voice, speed: speed,
            reasoningEffort: reasoningEffort, objectives: objectives, exercises: exercises, instructions: instructions,
            greeting: greeting, closing: closing, license: license, sources: sources, style: style, tools: tools,
            servers: servers, budget: budget, guards: guards, images: images)
    }
}
