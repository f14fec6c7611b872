import Yams

extension NodeReader {
    private static let exerciseKeys = [
        "id", "objective", "kind", "ask", "expect", "confusions", "hints", "explain", "praise",
    ]

    /// The exercises of a lesson, as far as they can be read.
    mutating func exercises(_ node: Node?, objectives: [Objective], language: String) -> [Exercise] {
        var exercises: [Exercise] = []
        var used: Set<ObjectiveID> = []
        for entry in entries(node, "exercises", count: LessonFile.Bounds.exercises) {
            let values = keys(
                of: entry, in: "an exercise", known: NodeReader.exerciseKeys,
                required: ["id", "objective", "kind", "ask", "expect", "explain"])
            let id = id(values["id"], "id").map(ExerciseID.init(rawValue:))
            if let id, exercises.contains(where: { $0.id == id }) {
                fault("the exercise `\(id)` a second time", "an id of its own", at: values["id"] ?? entry)
            }
            let objective = objective(values["objective"], among: objectives)
            if let objective { used.insert(objective) }
            let kind = kind(values["kind"])
            let ask = text(values["ask"], "ask", upTo: LessonFile.Bounds.spoken)
            let expect = expect(values["expect"], kind: kind, language: language)
            let confusions = confusions(values["confusions"])
            let hints = texts(
                values["hints"], "hints", count: LessonFile.Bounds.hints, upTo: LessonFile.Bounds.spoken)
            let explain = text(values["explain"], "explain", upTo: LessonFile.Bounds.spoken)
            let praise = text(values["praise"], "praise", upTo: LessonFile.Bounds.spoken)
            guard let id, let objective, let kind, let ask, !expect.isEmpty, let explain else { continue }
            let exercise = Exercise(
                id: id, objective: objective, kind: kind, ask: ask, expect: expect, confusions: confusions,
                hints: hints, explain: explain, praise: praise)
            contradictions(in: exercise, language: language, at: values["confusions"] ?? entry)
            exercises.append(exercise)
        }
        if faults.isEmpty, let node {
            for objective in objectives where !used.contains(objective.id) {
                fault("the objective `\(objective.id)` has no exercise", "at least one exercise of it", at: node)
            }
        }
        return exercises
    }

    private mutating func objective(_ node: Node?, among objectives: [Objective]) -> ObjectiveID? {
        guard let node, let text = id(node, "objective") else { return nil }
        let id = ObjectiveID(rawValue: text)
        guard objectives.contains(where: { $0.id == id }) else {
            let names = objectives.map(\.id.rawValue)
            let nearest = Nearest.word(to: text, among: names).map { "`\($0)`" }
            fault(
                "the objective `\(text)` is not declared", nearest ?? "one of \(names.joined(separator: ", "))",
                at: node)
            return nil
        }
        return id
    }

    private mutating func kind(_ node: Node?) -> Exercise.Kind? {
        guard let node, let text = text(node, "kind", upTo: 20) else { return nil }
        guard let kind = Exercise.Kind(rawValue: text) else {
            let kinds = Exercise.Kind.allCases.map(\.rawValue)
            fault("`kind` is \"\(text)\"", kinds.joined(separator: ", "), at: node)
            return nil
        }
        return kind
    }

    private mutating func expect(_ node: Node?, kind: Exercise.Kind?, language: String) -> [String] {
        var expect: [String] = []
        for entry in entries(node, "expect", count: LessonFile.Bounds.expect) {
            guard let text = text(entry, "expect", upTo: LessonFile.Bounds.answer) else { continue }
            if kind == .number, !NodeReader.isNumber(text, language: language) {
                let bounds = LessonFile.Bounds.numbers
                fault(
                    "`expect` of a number exercise is \"\(text)\"",
                    "a whole number from \(bounds.lowerBound) to \(bounds.upperBound), such as 54", at: entry)
                continue
            }
            if AnswerForm.words(of: text, .of(language)).isEmpty {
                fault("`expect` is \"\(text)\"", "words or digits that can be said", at: entry)
                continue
            }
            expect.append(text)
        }
        return expect
    }

    private static func isNumber(_ text: String, language: String) -> Bool {
        let words = AnswerForm.words(of: text, .of(language))
        guard words.count == 1, let number = Int(words[0]) else { return false }
        return LessonFile.Bounds.numbers.contains(number)
    }

    private mutating func confusions(_ node: Node?) -> [Confusion] {
        entries(node, "confusions", count: LessonFile.Bounds.confusions).compactMap { entry in
            let values = keys(
                of: entry, in: "a confusion", known: ["say", "because"], required: ["say", "because"])
            let say = texts(values["say"], "say", count: LessonFile.Bounds.say, upTo: LessonFile.Bounds.answer)
            let because = text(values["because"], "because", upTo: LessonFile.Bounds.spoken)
            guard !say.isEmpty, let because else { return nil }
            return Confusion(say: say, because: because)
        }
    }

    /// The checker must mark what the file says: its answers right, its confusions wrong.
    private mutating func contradictions(in exercise: Exercise, language: String, at node: Node) {
        let known = AnswerCheck.Known(exercise, language: language)
        for confusion in exercise.confusions {
            for say in confusion.say
            where AnswerCheck.finding(of: say, for: exercise, known, in: language) != .wrong(confusion) {
                fault(
                    "the confusion \"\(say)\" of `\(exercise.id)` cannot be told from another answer",
                    "a wrong answer that is said in no other place of the exercise", at: node)
            }
        }
        for expected in exercise.expect
        where AnswerCheck.finding(of: expected, for: exercise, known, in: language) != .right {
            fault(
                "the answer \"\(expected)\" of `\(exercise.id)` cannot be told from a confusion",
                "an answer that is no confusion", at: node)
        }
        if exercise.kind == .choice, exercise.confusions.isEmpty {
            fault("the choice `\(exercise.id)` has one answer only", "the other choices as `confusions`", at: node)
        }
    }
}
