import Yams

extension NodeReader {
    /// A confusion and where its answers stand.
    struct PlacedConfusion {
        let confusion: Confusion
        let say: [Placed]
        let because: Placed
    }

    /// The texts of an exercise, or of its form in another language, with their places.
    struct Texts {
        let ask: Placed?
        let expect: [Placed]
        let confusions: [PlacedConfusion]
        let hints: [Placed]
        let explain: Placed?
        let praise: Placed?
    }

    mutating func texts(_ values: [String: Node], _ kind: Exercise.Kind?, language: String) -> Texts {
        Texts(
            ask: spoken(values["ask"], "ask"), expect: expect(values["expect"], kind: kind, language: language),
            confusions: confusions(values["confusions"], kind: kind),
            hints: placed(values["hints"], "hints", count: LessonFile.Bounds.hints, upTo: LessonFile.Bounds.spoken),
            explain: spoken(values["explain"], "explain"), praise: spoken(values["praise"], "praise"))
    }

    private mutating func spoken(_ node: Node?, _ key: String) -> Placed? {
        guard let node, let text = text(node, key, upTo: LessonFile.Bounds.spoken) else { return nil }
        return Placed(text: text, node: node)
    }

    private mutating func confusions(_ node: Node?, kind: Exercise.Kind?) -> [PlacedConfusion] {
        entries(node, "confusions", count: LessonFile.Bounds.confusions).compactMap { entry in
            let values = keys(of: entry, LessonKeys.confusion)
            let say = distinct(values["say"], "say", count: LessonFile.Bounds.say, upTo: LessonFile.Bounds.answer)
                .filter { isAnswer($0, kind) }
            guard let because = spoken(values["because"], "because"), !say.isEmpty else { return nil }
            return PlacedConfusion(
                confusion: Confusion(say: say.map(\.text), because: because.text), say: say, because: because)
        }
    }

    /// Whether a wrong answer has the shape of one of its kind.
    private mutating func isAnswer(_ say: Placed, _ kind: Exercise.Kind?) -> Bool {
        switch kind {
        case .order?:
            if NodeReader.items(say.text).count < LessonFile.Bounds.items.lowerBound {
                fault(
                    "`say` is \"\(say.text)\"", "the items in their wrong order, with commas between them",
                    at: say.node)
                return false
            }
        case .spell?:
            if !say.text.allSatisfy(\.isLetter) {
                fault("`say` is \"\(say.text)\"", "a wrong spelling as one word of letters", at: say.node)
                return false
            }
        case .say?, .number?, .choice?, .repeat?, .generated?, nil: break
        }
        return true
    }

    /// The parts between commas.
    static func items(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            String(item.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }

    private mutating func expect(_ node: Node?, kind: Exercise.Kind?, language: String) -> [Placed] {
        switch kind {
        case .generated?: return []
        case .spell?:
            let bounds = 1...1
            return distinct(node, "expect", count: bounds, upTo: LessonFile.Bounds.answer).filter { isWord($0) }
        case .order?:
            let items = distinct(node, "expect", count: LessonFile.Bounds.items, upTo: LessonFile.Bounds.answer)
            return items.filter { isSayable($0, language) && isItem($0) }
        case .number?:
            return answers(node).filter { isNumber($0, language) }
        case .say?, .choice?, .repeat?, nil:
            return answers(node).filter { isSayable($0, language) }
        }
    }

    private mutating func answers(_ node: Node?) -> [Placed] {
        placed(node, "expect", count: LessonFile.Bounds.expect, upTo: LessonFile.Bounds.answer)
    }

    private mutating func isSayable(_ entry: Placed, _ language: String) -> Bool {
        if entry.text.utf8.contains(where: NodeReader.isPlainLetter) { return true }
        guard AnswerForm.words(of: entry.text, .of(language)).isEmpty else { return true }
        fault("`expect` is \"\(entry.text)\"", "words or digits that can be said", at: entry.node)
        return false
    }

    private static func isPlainLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// An item with a comma could not be told from two.
    private mutating func isItem(_ entry: Placed) -> Bool {
        guard entry.text.contains(",") else { return true }
        fault(
            "`expect` of an order exercise is \"\(entry.text)\"", "each item as an entry of the list", at: entry.node)
        return false
    }

    private mutating func isWord(_ entry: Placed) -> Bool {
        guard !entry.text.allSatisfy(\.isLetter) else { return true }
        fault(
            "`expect` of a spell exercise is \"\(entry.text)\"", "one word of letters, such as rabbit", at: entry.node)
        return false
    }

    private mutating func isNumber(_ entry: Placed, _ language: String) -> Bool {
        let bounds = LessonFile.Bounds.numbers
        if let number = Rational(answer: entry.text, in: language), number >= Rational(bounds.lowerBound),
            number <= Rational(bounds.upperBound)
        {
            return true
        }
        fault(
            "`expect` of a number exercise is \"\(entry.text)\"",
            "a number from \(bounds.lowerBound) to \(bounds.upperBound), such as 54, -3, 2.5 or 3/4", at: entry.node)
        return false
    }
}
