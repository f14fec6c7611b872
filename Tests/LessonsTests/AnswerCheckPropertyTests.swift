import TestSupport
import Testing

@testable import Lessons

@Suite struct AnswerCheckPropertyTests {
    private static let fillers: [String: (before: [String], after: [String])] = [
        "en": (
            ["um", "uh", "I think", "it is", "it's", "well", "okay", "so", "the answer is"],
            ["please", "I think", "um"]
        ),
        "es": (["eh", "pues", "creo que", "bueno", "a ver", "la respuesta es"], ["por favor", "creo", "eh"]),
        "fr": (["euh", "ben", "je pense que c'est", "alors", "c'est"], ["s'il vous plaît", "je crois", "euh"]),
    ]

    private func language(_ tag: String) -> String { String(tag.prefix(2)) }

    @Test func `fillers around a right answer leave it right, around a confusion wrong`() throws {
        var random = SplitMix(seed: 5)
        for (exercise, tag) in try SpokenAnswers().exercises {
            guard let fillers = AnswerCheckPropertyTests.fillers[language(tag)], exercise.kind != .repeat else {
                continue
            }
            let wrong = exercise.confusions.flatMap(\.say).map { AnswerCheck.said($0, to: exercise) }
            for (answer, verdict) in AnswerCheck.answers(to: exercise).map({ ($0, Verdict.right) })
                + wrong.map({ ($0, .wrong) })
            {
                for _ in 0..<6 {
                    let before = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
                        fillers.before.randomElement(using: &random)
                    }
                    let after = fillers.after.prefix(Int.random(in: 0...1, using: &random))
                    var said = (before + [answer] + after).joined(separator: " ")
                    if Bool.random(using: &random) { said = said.uppercased() + "." }
                    let found = AnswerCheck.verdict(of: said, for: exercise, in: tag)
                    // A unit that must be named is missing in the bare number.
                    if found == .unclear, exercise.number?.needsUnit == true { continue }
                    #expect(found == verdict, "\(exercise.id): \(said)")
                }
            }
        }
    }

    @Test func `what a file calls right is right, and each confusion is itself`() throws {
        for (exercise, tag) in try SpokenAnswers().exercises where exercise.number?.needsUnit != true {
            for answer in AnswerCheck.answers(to: exercise) {
                #expect(AnswerCheck.finding(of: answer, for: exercise, in: tag) == .right, "\(exercise.id): \(answer)")
            }
            for confusion in exercise.confusions {
                for say in confusion.say {
                    let finding = AnswerCheck.finding(of: AnswerCheck.said(say, to: exercise), for: exercise, in: tag)
                    #expect(finding == .wrong(confusion), "\(exercise.id): \(say)")
                }
            }
        }
    }

    @Test func `a right and a wrong answer in one breath are never right`() throws {
        let or = ["en": "or", "es": "o", "fr": "ou"]
        for (exercise, tag) in try SpokenAnswers().exercises {
            guard let or = or[language(tag)], [.say, .choice, .number].contains(exercise.kind) else { continue }
            for confusion in exercise.confusions {
                let wrong = confusion.say[0]
                for said in ["\(exercise.expect[0]) \(or) \(wrong)", "\(wrong) \(or) \(exercise.expect[0])"] {
                    let verdict = AnswerCheck.verdict(of: said, for: exercise, in: tag)
                    #expect(verdict == .unclear, "\(exercise.id): \(said)")
                }
            }
        }
    }

    @Test(arguments: ["en-GB", "es-ES", "fr-FR", "fr-CH"])
    func `any number in words is the number in digits, another one is not`(tag: String) {
        var random = SplitMix(seed: 11)
        for _ in 0..<400 {
            let number = Int.random(in: -2_000...999_999, using: &random)
            let exercise = Exercise(
                id: "n", objective: "o", kind: .number, ask: "?", expect: [String(number)], explain: "So.")
            let words = SpokenNumber.words(for: number, in: tag)
            #expect(AnswerCheck.verdict(of: words, for: exercise, in: tag) == .right, "\(words)")
            #expect(AnswerCheck.verdict(of: String(number), for: exercise, in: tag) == .right, "\(number)")
            let other = SpokenNumber.words(for: number + 1, in: tag)
            #expect(AnswerCheck.verdict(of: other, for: exercise, in: tag) != .right, "\(other) is not \(number)")
        }
    }

    @Test(arguments: ["en", "es", "fr"])
    func `fractions and decimals are said and heard alike`(tag: String) {
        for under in 2...12 {
            for over in 1...15 {
                check("\(over)/\(under)", tag)
            }
        }
        for text in ["0.5", "2.5", "3.14", "10.05", "-0.75", "-1.5", "12.125", "100.001"] { check(text, tag) }
    }

    private func check(_ text: String, _ tag: String) {
        let exercise = Exercise(id: "n", objective: "o", kind: .number, ask: "?", expect: [text], explain: "So.")
        let words = SpokenNumber.words(of: text, in: tag)
        #expect(AnswerCheck.verdict(of: words, for: exercise, in: tag) == .right, "\(text): \(words)")
        #expect(AnswerCheck.verdict(of: text, for: exercise, in: tag) == .right, "\(text)")
    }

    @Test func `no text makes the checker fail, whatever the kind`() throws {
        var random = SplitMix(seed: 3)
        let exercises = try SpokenAnswers().exercises
        let pieces = [
            "one", "half", "and", "a", "over", "0", "/", "-", "3/0", "1/2", "½", "９", "٣", "999999999999999999999",
            ".5", "5.",
            "1,000", "minus", "point", "percent", "£", "%", "no", "not", "or", "um", "double", "u", "c", "for", "cat",
            "l'", "quatre", "vingt", "y", "un", "mil", "millón", "coma", "egg", ",", "🦊", "👨‍👩‍👧‍👦", "e\u{301}", "\u{0}",
            "\u{202e}", "ﬁ",
            "中文", "\n", "the second one", "last", "first", "-9223372036854775808", "1e9", "0x10", "3 rd", "\u{300}",
        ]
        for round in 0..<6_000 {
            let (exercise, tag) = exercises[round % exercises.count]
            let count = Int.random(in: 0...10, using: &random)
            let text = (0..<count).map { _ in
                if Bool.random(using: &random) { return pieces.randomElement(using: &random) ?? "" }
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
                return scalar.map { String(Character($0)) } ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "")
            let finding = AnswerCheck.finding(of: text, for: exercise, in: tag)
            #expect(AnswerCheck.finding(of: text, for: exercise, in: tag) == finding, "the same text, the same mark")
        }
    }

    @Test func `long talk takes time with its length, not with its square`() throws {
        let exercises = try SpokenAnswers().exercises
        let clock = ContinuousClock()
        func time(_ words: Int) -> Duration {
            let talk = (0..<words).map { ["the", "egg", "two", "and", "perhaps", "c", "quick"][$0 % 7] }
                .joined(separator: " ")
            return (0..<3).map { _ in
                clock.measure {
                    for (exercise, tag) in exercises { _ = AnswerCheck.finding(of: talk, for: exercise, in: tag) }
                }
            }.min() ?? .zero
        }
        _ = time(50)
        let (short, long) = (time(50), time(200))
        #expect(long < short * 12 + .milliseconds(20), "\(short) for 50 words, \(long) for 200")
        #expect(
            AnswerCheck.verdict(of: String(repeating: "Paris ", count: 500), for: exercises[0].exercise, in: "en")
                == .unclear)
    }
}
