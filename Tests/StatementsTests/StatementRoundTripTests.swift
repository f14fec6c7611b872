import Lessons
import Realtime
import Statements
import TestSupport
import Testing

@Suite struct StatementRoundTripTests {
    @Test func `each statement reads back as it was written, and is written as it was`() throws {
        var random = RandomStatements(seed: 6)
        for _ in 0..<Thoroughness.scaled(2_000, to: 100_000) {
            let statement = random.next()
            let json = statement.json
            #expect(StatementCheck.fault(in: statement) == nil)
            #expect(StatementCheck.faults(inJSON: json) == [], "\(json)")
            let read = try Statement(json: json)
            #expect(read == statement, "\(json)")
            // The same scalars, not only the same characters.
            #expect(Array(read.json.utf8) == Array(json.utf8))
            // One line of plain text: it may stand in a file of lines.
            #expect(!json.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{2028}" || $0 == "\u{85}" })
        }
    }

    @Test func `numbers are written as they are read again`() throws {
        var statement = StatementTests.answered
        for (number, written) in [
            (1.0, "1"), (-0.0, "0"), (9e15, "9000000000000000"), (1e18, "1000000000000000000"), (1e19, "1e+19"),
            (0.1, "0.1"), (1e-7, "1e-07"),
        ] {
            statement.context.extensions = ["https://school.example/ext/a": .number(number)]
            #expect(statement.json.contains("/ext/a\":\(written)}"), "\(statement.json)")
            #expect(try Statement(json: statement.json).json == statement.json)
        }
    }

    @Test func `times are rounded to hundredths of a second`() throws {
        var statement = StatementTests.answered
        for (milliseconds, written, read) in [
            (0, "PT0S", 0), (4, "PT0S", 0), (5, "PT0.01S", 10), (994, "PT0.99S", 990), (995, "PT1S", 1_000),
            (6_420, "PT6.42S", 6_420), (6_400, "PT6.40S", 6_400), (3_600_000, "PT3600S", 3_600_000),
        ] {
            statement.result?.durationMilliseconds = milliseconds
            #expect(statement.json.contains("\"duration\":\"\(written)\""))
            #expect(try Statement(json: statement.json).result?.durationMilliseconds == read)
        }
        // As long as a number can say.
        statement.result?.durationMilliseconds = .max
        #expect(statement.json.contains("PT9223372036854775.81S"))
        #expect(throws: StatementFault.self) { try Statement(json: statement.json) }
    }

    @Test func `what is no statement of ours is refused with its place`() {
        let json = StatementTests.answered.json
        func fault(_ old: String, _ new: String) -> String? {
            #expect(json.contains(old), "\(old)")
            do throws(StatementFault) {
                _ = try Statement(json: json.replacing(old, with: new))
                return nil
            } catch { return error.place }
        }
        #expect(fault("\"id\":\"01a20311-8f43-79f9-827f-858b777dd4d7\",", "") == "id")
        #expect(fault("2026-03-02T09:00:07.412Z", "2026-03-02T09:00:07Z") == "timestamp")
        #expect(fault("\"objectType\":\"Agent\"", "\"objectType\":\"Group\"") == "actor.objectType")
        #expect(fault("\"name\":\"p-7f3a9c\"", "\"name\":7") == "actor.account.name")
        #expect(fault("verbs/answered", "verbs/laughed") == "verb.id")
        #expect(fault("{\"en\":\"answered\"}", "{\"en\":\"answered\",\"de\":\"gab Antwort\"}") == "verb.display.de")
        #expect(fault("\"objectType\":\"Activity\"", "\"objectType\":\"SubStatement\"") == "object.objectType")
        #expect(fault("[\"3/4\"]", "[\"3/4\",4]") == "object.definition.correctResponsesPattern[1]")
        #expect(fault("\"success\":true", "\"success\":\"true\"") == "result.success")
        #expect(fault("{\"scaled\":1}", "{\"scaled\":1,\"raw\":10}") == "result.score.raw")
        #expect(fault("\"scaled\":1", "\"scaled\":\"1\"") == "result.score.scaled")
        #expect(fault("PT6.42S", "PT6.4219S") == "result.duration")
        #expect(fault("PT6.42S", "PT1M6.42S") == "result.duration")
        #expect(
            fault("{\"id\":\"https://school.example/skill/add\"}", "7") == "context.contextActivities.parent[0]")
        #expect(fault("\"platform\"", "\"revision\":\"1\",\"platform\"") == "context.revision")
        #expect(fault("\"context\":{", "\"stored\":\"x\",\"context\":{") == "stored")
        #expect(fault("{\"scaled\":1}", "{}") == "result.score")
        #expect(fault("{", "") == "")
    }
}
