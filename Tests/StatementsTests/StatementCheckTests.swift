import Foundation
import Lessons
import Realtime
import Statements
import Testing

@Suite struct StatementCheckTests {
    /// A line of Tests/Peers/statements.jsonl, by which Ralph's model is judged, too.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let isGood: Bool
        let place: String?
        let json: String

        var testDescription: String { what }
    }

    static func rows() throws -> [Row] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Peers/statements.jsonl")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { line in
            let row = try #require(JSONValue(text: line))
            return Row(
                what: try #require(row["what"]?.stringValue), isGood: row["good"] == true,
                place: row["place"]?.stringValue, json: try #require(row["statement"]).text)
        }
    }

    @Test func `what is good is taken, what is bad is refused at its place`() throws {
        let rows = try StatementCheckTests.rows()
        #expect(rows.count { $0.isGood } >= 25)
        #expect(rows.count { !$0.isGood } >= 75)
        for row in rows {
            let faults = StatementCheck.faults(inJSON: row.json)
            if row.isGood {
                #expect(faults == [], "\(row.what)")
            } else {
                #expect(faults.contains { $0.place == row.place }, "\(row.what): \(faults)")
            }
        }
    }

    @Test func `what is bad is refused by the look at the value, too, where a value can be so`() throws {
        var refused = 0
        for row in try StatementCheckTests.rows() {
            // What is no statement of ours at all does not become a value.
            guard let statement = try? Statement(json: row.json) else { continue }
            let fault = StatementCheck.fault(in: statement)
            #expect((fault == nil) == row.isGood, "\(row.what): \(fault.map { "\($0)" } ?? "taken")")
            if !row.isGood { refused += 1 }
        }
        #expect(refused >= 15, "\(refused)")
    }

    @Test func `what no JSON says is refused in the value`() {
        typealias Change = (inout Statement) -> Void
        let changes: [(String, Change)] = [
            ("result.score.scaled", { $0.result?.scaled = .nan }),
            ("result.score.scaled", { $0.result?.scaled = .infinity }),
            ("result.duration", { $0.result?.durationMilliseconds = -1 }),
            (
                "context.extensions.https://school.example/ext/a",
                { $0.context.extensions = ["https://school.example/ext/a": [.object(["b": .number(.nan)])]] }
            ),
            ("result.extensions", { $0.result?.extensions = ["a": 1] }),
            ("timestamp", { $0.timestamp = WallTime(milliseconds: 253_402_300_800_000) }),
            ("timestamp", { $0.timestamp = WallTime(milliseconds: .min) }),
            ("object", { $0.object = .statement($0.id) }),
            ("object", { $0.verb = .voided }),
            ("context.contextActivities.category", { $0.context.category = [""] }),
        ]
        #expect(StatementCheck.fault(in: StatementTests.answered) == nil)
        for (place, change) in changes {
            var statement = StatementTests.answered
            change(&statement)
            #expect(StatementCheck.fault(in: statement)?.place == place)
        }
    }

    @Test func `what is no JSON object is told`() {
        for text in ["", "{", "[]", "7", "null", "{\"id\":}"] {
            #expect(StatementCheck.faults(inJSON: text).map(\.place) == [""])
        }
        #expect(StatementCheck.faults(inJSON: "{}").map(\.place) == ["id", "actor", "verb", "object"])
    }

    @Test func `all faults are told at once, in the order of a statement`() {
        let json = """
            {"id":"A","verb":{"id":"x"},"actor":null,"object":{"id":"https://s.example/a"},"result":{"score":{"scaled":2}}}
            """
        #expect(
            StatementCheck.faults(inJSON: json).map(\.place) == ["id", "actor", "verb.id", "result.score.scaled"])
    }

    @Test func `the future is refused by who knows the time`() {
        let statement = StatementTests.answered
        let now = WallTime(milliseconds: 1_772_442_007_412)
        let before = WallTime(milliseconds: 1_772_442_007_411)
        #expect(StatementCheck.fault(in: statement, at: now) == nil)
        #expect(StatementCheck.fault(in: statement, at: before)?.place == "timestamp")
        #expect(StatementCheck.faults(inJSON: statement.json, at: now) == [])
        #expect(StatementCheck.faults(inJSON: statement.json, at: before).map(\.place) == ["timestamp"])
    }

    @Test func `a response is cut between characters`() {
        #expect(StatementCheck.capped("") == "")
        #expect(StatementCheck.capped("abc", characters: 2) == "ab")
        let family = "👨‍👩‍👧‍👦"
        for text in [String(repeating: family, count: 200), String(repeating: "a\u{301}", count: 2_000)] {
            let cut = StatementCheck.capped(text)
            #expect(text.hasPrefix(cut))
            #expect((1_900...2_000).contains(cut.utf8.count))
        }
        // One character that is longer than all that is kept.
        #expect(StatementCheck.capped("e" + String(repeating: "\u{301}", count: 5_000)) == "")
        #expect(StatementCheck.capped(String(repeating: "la ", count: 5_000), characters: 500).count == 500)
    }

    @Test func `a look costs far less than a tenth of a millisecond`() {
        let statement = StatementTests.answered
        // The shortest of some: others run beside it.
        let shortest =
            (0..<20).map { _ in
                let begin = ContinuousClock.now
                for _ in 0..<50 { _ = StatementCheck.fault(in: statement) }
                return (ContinuousClock.now - begin) / 50
            }.min() ?? .zero
        #expect(shortest < .microseconds(100), "\(shortest)")
    }
}
