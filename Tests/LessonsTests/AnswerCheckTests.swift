import Lessons
import TestSupport
import Testing

@Suite struct AnswerCheckTests {
    private func check(_ lesson: LessonID, _ row: (ExerciseID, String, Verdict)) throws {
        let lesson = try ShippedLessons.lesson(id: lesson)
        let exercise = try #require(lesson.exercise(row.0), "\(row.0)")
        let verdict = AnswerCheck.verdict(of: row.1, for: exercise, in: lesson.language)
        #expect(verdict == row.2, "\(row.0): \"\(row.1)\"")
    }

    @Test(
        arguments: [
            // Numbers in every dress.
            ("six-times-nine", "54", .right), ("six-times-nine", "fifty-four", .right),
            ("six-times-nine", "Fifty four.", .right), ("six-times-nine", "fifty four", .right),
            ("six-times-nine", "um, fifty-four", .right), ("six-times-nine", "it's fifty-four", .right),
            ("six-times-nine", "It is 54!", .right), ("six-times-nine", "the answer is fifty four", .right),
            ("six-times-nine", "I think it's fifty-four", .right), ("six-times-nine", "fifty four please", .right),
            ("six-times-nine", "six nines are fifty four", .right),
            ("six-times-nine", "six times nine is fifty-four", .right),
            ("six-times-nine", "six nines fifty four", .right), ("six-times-nine", "6 x 9 = 54", .right),
            ("six-times-nine", "fifty-four, fifty-four!", .right), ("six-times-nine", "54.", .right),
            ("six-times-nine", "forty-five, no, fifty-four", .right),
            ("six-times-nine", "fifty six, sorry, fifty four", .right),
            ("six-times-nine", "fifty four, no wait, fifty six", .wrong),
            ("six-times-nine", "fifty", .wrong), ("six-times-nine", "forty-five", .wrong),
            ("six-times-nine", "sixty", .wrong), ("six-times-nine", "fifteen", .wrong),
            ("six-times-nine", "a hundred and five", .wrong), ("six-times-nine", "minus fifty-four", .wrong),
            ("six-times-nine", "fifty-four point five", .wrong), ("six-times-nine", "54.5", .wrong),
            ("six-times-nine", "nine", .wrong), ("six-times-nine", "six", .wrong),
            ("six-times-nine", "five hundred and four", .wrong), ("six-times-nine", "5 4", .unclear),
            ("six-times-nine", "fifty-four or fifty-six", .unclear),
            ("six-times-nine", "it is not fifty-four", .unclear),
            ("six-times-nine", "fifty-four fifty-five fifty-six", .unclear),
            ("six-times-nine", "six times nine", .unclear), ("six-times-nine", "for", .unclear),
            ("six-times-nine", "um", .unclear), ("six-times-nine", "", .unclear), ("six-times-nine", "  . ", .unclear),
            ("six-times-nine", "I don't know", .unclear), ("six-times-nine", "can you repeat that", .unclear),
            ("six-times-nine", "what is a banana", .unclear), ("six-times-nine", "fifty-ish", .wrong),
            ("six-times-six", "thirty-six", .right), ("six-times-six", "36", .right),
            ("six-times-six", "six sixes are thirty-six", .right), ("six-times-six", "six", .wrong),
            ("six-times-six", "thirty", .wrong), ("six-times-six", "sixty-three", .wrong),
            ("seven-times-eight", "fifty-six", .right), ("seven-times-eight", "maybe fifty six", .right),
            ("seven-times-eight", "fifty-four", .wrong), ("seven-times-eight", "sixty five", .wrong),
            ("seven-times-eight", "seven eights is fifty six", .right),
            ("nine-times-nine", "eighty-one", .right), ("nine-times-nine", "eighty one is it", .right),
            ("nine-times-nine", "eighteen", .wrong), ("nine-times-nine", "ninety-one", .wrong),
            ("sevens-in-sixty-three", "nine", .right), ("sevens-in-sixty-three", "9", .right),
            ("sevens-in-sixty-three", "nine sevens", .right),
            ("sevens-in-sixty-three", "nine sevens make sixty-three", .right),
            ("sevens-in-sixty-three", "eight", .wrong), ("sevens-in-sixty-three", "eight sevens", .wrong),
            ("eights-in-forty", "five", .right), ("eights-in-forty", "there are five", .right),
            ("eights-in-forty", "it must be five, I think", .right), ("eights-in-forty", "four", .wrong),
            ("nines-in-twenty-seven", "three of them", .right), ("nines-in-twenty-seven", "two", .wrong),
            ("eight-times-nine", "seventy two, of course", .right), ("eight-times-nine", "1,000", .wrong),
        ] as [(ExerciseID, String, Verdict)])
    func `numbers are understood as children say them`(row: (ExerciseID, String, Verdict)) throws {
        try check("times-tables", row)
    }

    @Test(
        arguments: [
            ("frozen-water", "ice", .right), ("frozen-water", "Ice!", .right), ("frozen-water", "it is ice", .right),
            ("frozen-water", "it's called ice", .right), ("frozen-water", "um the ice", .right),
            ("frozen-water", "snow", .wrong), ("frozen-water", "vapour", .wrong), ("frozen-water", "mice", .wrong),
            ("frozen-water", "eyes", .wrong), ("frozen-water", "not ice", .unclear),
            ("frozen-water", "ice or snow", .unclear), ("frozen-water", "water that is ice", .right),
            ("frozen-water", "is it ice?", .right), ("frozen-water", "hmm", .unclear),
            ("melting", "it melts", .right), ("melting", "the ice is melting", .right), ("melting", "melted", .wrong),
            ("melting", "freezing", .wrong),
            ("water-vapour", "water vapour", .right), ("water-vapour", "water vapor", .right),
            ("water-vapour", "Vapor", .right), ("water-vapour", "the water vapours", .right),
            ("water-vapour", "steam", .wrong), ("water-vapour", "clouds", .wrong), ("water-vapour", "a cloud", .wrong),
            ("water-vapour", "it is called water vapour I think", .right), ("water-vapour", "water", .wrong),
            ("freezing-point", "zero", .right), ("freezing-point", "zero degrees", .right),
            ("freezing-point", "zero degrees Celsius", .right), ("freezing-point", "nought", .right),
            ("freezing-point", "at 0", .right), ("freezing-point", "a hundred", .wrong),
            ("freezing-point", "minus one", .wrong), ("freezing-point", "thirty-two", .wrong),
            ("freezing-point", "very cold", .unclear),
            ("evaporation", "evaporation", .right), ("evaporation", "evaperation", .right),
            ("evaporation", "evaporating", .right), ("evaporation", "the water evaporates", .right),
            ("evaporation", "that is called evaporation", .right), ("evaporation", "condensation", .wrong),
            ("evaporation", "it dries", .wrong), ("evaporation", "evaporation or condensation", .unclear),
            ("evaporation", "it turns into vapour, that is evaporation", .right),
            ("evaporation", "transpiration", .wrong), ("evaporation", "I like ice cream", .wrong),
            ("evaporation", "Say the question again", .unclear), ("evaporation", "no idea", .unclear),
            ("condensation", "condensation", .right), ("condensation", "it's condensing", .right),
            ("condensation", "evaporation", .wrong), ("condensation", "rain", .wrong),
            ("precipitation", "precipitation", .right), ("precipitation", "precipitations", .right),
            ("precipitation", "participation", .wrong), ("precipitation", "snow", .wrong),
            ("precipitation", "rain is precipitation", .unclear),
            ("clouds", "a cloud", .right), ("clouds", "clouds", .right), ("clouds", "they make clouds", .right),
            ("clouds", "clowds", .unclear), ("clouds", "fog", .wrong), ("clouds", "crowd", .wrong),
            ("most-water", "in the ocean", .right), ("most-water", "the ocean", .right), ("most-water", "sea", .right),
            ("most-water", "oceans", .right), ("most-water", "rivers", .wrong), ("most-water", "clouds", .wrong),
            ("most-water", "in the rivers or in the ocean", .unclear), ("most-water", "banana", .unclear),
            ("most-water", "I think most of it is in the ocean", .right),
            ("groundwater", "ground water", .right), ("groundwater", "groundwater", .right),
            ("groundwater", "a well", .wrong), ("groundwater", "puddles", .wrong),
            ("transpiration", "transpiration", .right), ("transpiration", "perspiration", .wrong),
            ("transpiration", "sweating", .wrong),
            ("energy", "the sun", .right), ("energy", "sun", .right), ("energy", "it is the sun", .right),
            ("energy", "sunshine", .right), ("energy", "son", .wrong), ("energy", "the moon", .wrong),
            ("energy", "because the sun warms the water", .right), ("energy", "the wind and the sun", .unclear),
            ("salt", "salt", .right), ("salt", "sugar", .wrong), ("salt", "malt", .unclear),
            ("cold-glass", "from the air", .right), ("cold-glass", "the air", .right),
            ("cold-glass", "from inside the glass", .wrong), ("cold-glass", "inside", .wrong),
            ("same-water", "the same water", .right), ("same-water", "same", .right),
            ("same-water", "it uses the same water again and again", .right), ("same-water", "new water", .wrong),
            ("same-water", "it makes new water all the time", .wrong), ("same-water", "not new", .unclear),
        ] as [(ExerciseID, String, Verdict)])
    func `words are understood with their fillers, plurals and spellings`(row: (ExerciseID, String, Verdict)) throws {
        try check("water-cycle", row)
    }

    @Test(
        arguments: [
            ("hello", "hello", .right), ("hello", "Hi", .right), ("hello", "hello teacher", .right),
            ("hello", "goodbye", .wrong), ("hello", "yellow", .wrong),
            ("goodbye", "good bye", .right), ("goodbye", "bye", .right), ("goodbye", "hello", .wrong),
            ("thank-you", "thank you", .right), ("thank-you", "thanks", .right), ("thank-you", "please", .wrong),
            ("please", "please", .right), ("please", "um, please", .right), ("please", "um", .unclear),
            ("please", "thank you", .wrong), ("please", "can I have some water, please?", .right),
            ("green", "green", .right), ("green", "it is green", .right), ("green", "the grass is green", .right),
            ("green", "blue", .wrong), ("green", "grin", .wrong), ("green", "greet", .unclear),
            ("after-three", "four", .right), ("after-three", "4", .right),
            ("after-three", "one two three four", .right),
            ("after-three", "five", .wrong), ("after-three", "three", .wrong),
            ("fingers", "ten", .right), ("fingers", "ten fingers", .right), ("fingers", "five", .wrong),
            ("fingers", "I have ten fingers on two hands", .right),
            ("cat", "a cat", .right), ("cat", "cats", .right), ("cat", "the cat", .right), ("cat", "cot", .wrong),
            ("cat", "dog", .wrong), ("cat", "cat dog cow bird", .unclear), ("cat", "it is a black cat", .right),
            ("cat", "it is not a cat", .unclear),
            ("eyes", "my eyes", .right), ("eyes", "eye", .right), ("eyes", "ears", .wrong),
            ("ears", "two ears", .right), ("ears", "eyes", .wrong),
            ("book", "it's a book", .right), ("book", "books", .right), ("book", "a pen", .wrong),
            ("pencil", "a pencil", .right), ("pencil", "pensil", .unclear), ("pencil", "spoon", .wrong),
            ("ask-for-help", "help me please", .right), ("ask-for-help", "good night", .wrong),
            ("ask-for-help", "help", .unclear), ("big", "very big", .right), ("big", "pig", .wrong),
            ("big", "small", .wrong),
        ] as [(ExerciseID, String, Verdict)])
    func `first words of beginners are understood`(row: (ExerciseID, String, Verdict)) throws {
        try check("first-words", row)
    }

    @Test func `a known mistake brings its reason, another one none`() throws {
        let lesson = try ShippedLessons.lesson(id: "times-tables")
        let exercise = try #require(lesson.exercise("six-times-nine"))
        let because = AnswerCheck.confusion(of: "I think it is fifteen", for: exercise, in: "en-GB")?.because
        #expect(because == "That is six plus nine. We want six groups of nine.")
        #expect(AnswerCheck.confusion(of: "ninety", for: exercise, in: "en-GB") == nil)
        #expect(AnswerCheck.confusion(of: "fifty-four", for: exercise, in: "en-GB") == nil)
    }

    @Test func `another language is compared without English fillers`() {
        let exercise = Exercise(
            id: "a", objective: "o", kind: .say, ask: "¿Cómo se dice?", expect: ["el café", "café"], explain: "Café.")
        #expect(AnswerCheck.verdict(of: "Cafe", for: exercise, in: "es") == .right)
        #expect(AnswerCheck.verdict(of: "El café.", for: exercise, in: "es-MX") == .right)
        #expect(AnswerCheck.verdict(of: "um", for: exercise, in: "es") == .wrong)
        let number = Exercise(
            id: "n", objective: "o", kind: .number, ask: "¿Cuántos?", expect: ["3"], explain: "Tres.")
        #expect(AnswerCheck.verdict(of: "son 3", for: number, in: "es") == .right)
        #expect(AnswerCheck.verdict(of: "son 4", for: number, in: "es") == .wrong)
    }

    @Test func `no text at all makes the checker fail`() throws {
        var random = SplitMix(seed: 9)
        let lessons = try ShippedLessons.paths.map { try ShippedLessons.lesson($0) }
        let pieces = [
            "the", "fifty", "-", "4", " ", ".", "hundred", "and", "not", "or", "water", "\u{0}", "🦊", "９", "½", "'",
            "minus", "point", "million", "is", "no", "cat", "a", "\n", ",",
        ]
        var seen: Set<Verdict> = []
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " ")
            let lesson = lessons[Int.random(in: 0..<lessons.count, using: &random)]
            guard let exercise = lesson.exercises.randomElement(using: &random) else { continue }
            let verdict = AnswerCheck.verdict(of: text, for: exercise, in: lesson.language)
            seen.insert(verdict)
            if AnswerCheck.confusion(of: text, for: exercise, in: lesson.language) != nil { #expect(verdict == .wrong) }
        }
        #expect(seen == Set(Verdict.allCases))
    }
}
