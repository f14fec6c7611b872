import Foundation
import Lessons
import Testing

/// Holds the checker against what a teacher wrote down: see `spoken-answers.tsv`.
@Suite struct AnswerCheckTableTests {
    private static let table = Result { try SpokenAnswers() }

    @Test func `the checker agrees with a teacher in 98 of 100 spoken answers`() throws {
        let rows = try AnswerCheckTableTests.table.get().rows
        #expect(rows.count >= 500)
        #expect(Set(rows.map(\.exercise.kind)).count == Exercise.Kind.allCases.count - 1, "all but `generated`")
        var disagreements: [String] = []
        var guesses = 0
        for row in rows {
            let verdict = AnswerCheck.verdict(of: row.said, for: row.exercise, in: row.language)
            guard verdict != row.verdict else { continue }
            disagreements.append(
                "line \(row.line): \(row.exercise.id) \"\(row.said)\" is \(row.verdict), not \(verdict)")
            if verdict == .right { guesses += 1 }
        }
        let rate = 100 * Double(rows.count - disagreements.count) / Double(rows.count)
        for disagreement in disagreements { print(disagreement) }
        print("the checker agrees in \(rate) % of \(rows.count) answers, and guesses right in \(guesses)")
        #expect(rate >= 98, "\(disagreements.joined(separator: "\n"))")
        #expect(100 * guesses <= 2 * rows.count, "marked right what is not")
    }

    @Test func `each kind and each language is agreed on, not only all together`() throws {
        let rows = try AnswerCheckTableTests.table.get().rows
        for (group, rows) in Dictionary(grouping: rows, by: { "\($0.exercise.kind) in \($0.language.prefix(2))" }) {
            let agreed = rows.filter {
                AnswerCheck.verdict(of: $0.said, for: $0.exercise, in: $0.language) == $0.verdict
            }
            #expect(agreed.count * 100 >= rows.count * 90, "\(group): \(agreed.count) of \(rows.count)")
        }
    }
}
