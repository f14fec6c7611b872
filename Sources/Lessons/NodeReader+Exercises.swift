import Yams

extension NodeReader {
    /// What the exercises of a lesson may name.
    struct Setting {
        let objectives: [Objective]
        let images: [PlacedImage]
        /// The lesson's.
        let language: String
    }

    /// The exercises of a lesson, as far as they can be read.
    mutating func exercises(
        _ node: Node?, objectives: [Objective], images: [PlacedImage], language: String
    ) -> [Exercise] {
        let setting = Setting(objectives: objectives, images: images, language: language)
        var exercises: [Exercise] = []
        var ids: [String: Node] = [:]
        var used: Set<ObjectiveID> = []
        var shown: Set<ImageID> = []
        // What one exercise names wrongly is not told a second time as missing from all of them.
        var isUnsure = false
        for entry in entries(node, "exercises", count: LessonFile.Bounds.exercises) {
            let values = keys(of: entry, LessonKeys.exercise)
            let id = id(values["id"], "id")
            if let id, ids.updateValue(values["id"] ?? entry, forKey: id) != nil {
                fault("the exercise `\(id)` a second time", "an id of its own", at: values["id"] ?? entry)
            }
            let objective = objective(values["objective"], setting)
            if let objective { used.insert(objective) }
            let image = image(values["image"], setting)
            if let image { shown.insert(image) }
            isUnsure = isUnsure || objective == nil || image == nil && values["image"] != nil
            let read = exercise(values, id: id, objective: objective, image: image, setting, at: entry)
            if let read { exercises.append(read) }
        }
        clashes(of: exercises, ids)
        guard let node, !isUnsure else { return exercises }
        for objective in objectives where !used.contains(objective.id) {
            fault("the objective `\(objective.id)` has no exercise", "at least one exercise of it", at: node)
        }
        for image in images where !shown.contains(image.image.id) {
            fault(
                "the image `\(image.image.id)` is not shown", "an exercise with `image: \(image.image.id)`",
                at: image.node)
        }
        return exercises
    }

    private mutating func exercise(
        _ values: [String: Node], id: String?, objective: ObjectiveID?, image: ImageID?, _ setting: Setting,
        at entry: Node
    ) -> Exercise? {
        let kind = kind(values["kind"])
        fitting(values, kind, at: entry)
        let answerLanguage = language(values["answer_language"], "answer_language")
        let language = answerLanguage ?? setting.language
        let texts = texts(values, kind, language: language)
        let rule = numberRule(values, kind)
        let forms = forms(values["in"], kind, answerLanguage: answerLanguage, setting)
        let generator = kind == .generated ? generator(values) : nil
        guard let id, let objective, let kind, let ask = texts.ask, let explain = texts.explain else { return nil }
        switch kind {
        case .generated: guard generator != nil else { return nil }
        case .order: guard LessonFile.Bounds.items.contains(texts.expect.count) else { return nil }
        case .say, .number, .choice, .spell, .repeat: guard !texts.expect.isEmpty else { return nil }
        }
        let exercise = Exercise(
            id: ExerciseID(rawValue: id), objective: objective, kind: kind, ask: ask.text,
            expect: texts.expect.map(\.text), confusions: texts.confusions.map(\.confusion),
            hints: texts.hints.map(\.text), explain: explain.text, praise: texts.praise?.text, number: rule,
            generator: generator, answerLanguage: answerLanguage, image: image,
            forms: forms.reduce(into: [:]) { $0[$1.tag] = $1.forms })
        if let generator {
            prove(generator, rule, [texts] + forms.map(\.texts), values)
        } else {
            contradictions(in: exercise, texts, language: language, at: entry)
            for form in forms where form.forms.expect != nil || form.forms.confusions != nil {
                let held = exercise.held(form.forms, in: form.tag, of: setting.language)
                guard kind != .order && !held.expect.isEmpty || held.expect.count > 1 else { continue }
                contradictions(in: held, form.texts, language: held.language(in: form.tag), at: form.node)
            }
        }
        return exercise
    }

    /// The keys that a kind needs, and those that it does not take.
    private mutating func fitting(_ values: [String: Node], _ kind: Exercise.Kind?, at entry: Node) {
        guard case .mapping = entry else { return }
        guard let kind else {
            if values["expect"] == nil, values["formula"] == nil {
                fault("an exercise has no `expect`", "the key `expect`", at: entry)
            }
            return
        }
        for name in LessonKeys.required(of: kind) where values[name] == nil {
            fault("a `\(kind.rawValue)` exercise has no `\(name)`", "the key `\(name)`", at: entry)
        }
        for name in LessonKeys.exercise.optional where values[name] != nil {
            guard let expected = LessonKeys.misplaced(name, in: kind) else { continue }
            fault(
                "a `\(kind.rawValue)` exercise takes no `\(name)`", expected, at: NodeReader.key(name, of: entry))
        }
    }

    private mutating func objective(_ node: Node?, _ setting: Setting) -> ObjectiveID? {
        guard let node, let text = id(node, "objective") else { return nil }
        let id = ObjectiveID(rawValue: text)
        // Where none could be read, that is the fault.
        guard !setting.objectives.isEmpty else { return nil }
        guard setting.objectives.contains(where: { $0.id == id }) else {
            undeclared("objective", text, among: setting.objectives.map(\.id.rawValue), at: node)
            return nil
        }
        return id
    }

    private mutating func image(_ node: Node?, _ setting: Setting) -> ImageID? {
        guard let node, let text = id(node, "image") else { return nil }
        let id = ImageID(rawValue: text)
        guard setting.images.contains(where: { $0.image.id == id }) else {
            undeclared("image", text, among: setting.images.map(\.image.id.rawValue), at: node)
            return nil
        }
        return id
    }

    private mutating func kind(_ node: Node?) -> Exercise.Kind? {
        guard let node, let text = text(node, "kind", upTo: 20) else { return nil }
        guard let kind = Exercise.Kind(rawValue: text) else {
            let kinds = Exercise.Kind.allCases.map(\.rawValue)
            let nearest = Nearest.word(to: text, among: kinds).map { "`\($0)`" }
            fault("`kind` is \"\(text)\"", nearest ?? kinds.joined(separator: ", "), at: node)
            return nil
        }
        return kind
    }

    /// Ids that drawn exercises will have, and others have already.
    private mutating func clashes(of exercises: [Exercise], _ ids: [String: Node]) {
        for exercise in exercises {
            for number in 0..<(exercise.generator?.count ?? 0) {
                let drawn = exercise.drawnID(number + 1)
                guard let node = ids[drawn.rawValue] else { continue }
                fault(
                    "the exercise `\(drawn)` has the name of one that is drawn of `\(exercise.id)`", "another id",
                    at: node)
            }
        }
    }
}
