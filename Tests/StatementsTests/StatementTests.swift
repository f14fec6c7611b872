import Lessons
import Realtime
import Statements
import Testing

@Suite struct StatementTests {
    static let answered = Statement(
        id: "01a20311-8f43-79f9-827f-858b777dd4d7", timestamp: WallTime(milliseconds: 1_772_442_007_412),
        actor: Actor(homePage: "https://school.example/pupils", name: "p-7f3a9c"), verb: .answered,
        object: .activity(
            Statement.Activity(
                id: "https://school.example/item/sums/a", type: "http://adlnet.gov/expapi/activities/cmi.interaction",
                interactionType: "fill-in", correctResponses: ["3/4"])),
        result: Statement.Result(success: true, response: "\"3/4\"\n\u{7}🦊", scaled: 1, durationMilliseconds: 6_420),
        context: Statement.Context(
            registration: "01a20311-8f43-79f9-827f-858b777dd4d8", platform: "tutor-kiosk/1", language: "en-GB",
            parent: ["https://school.example/skill/add"], grouping: ["https://school.example/course/sums"],
            category: ["https://school.example/profile/tutor/v1"],
            extensions: ["https://school.example/ext/seq": .integer(7)]))

    @Test func `a statement reads back as it was written`() throws {
        #expect(try Statement(json: StatementTests.answered.json) == StatementTests.answered)
        #expect(StatementTests.answered.json.contains(#""timestamp":"2026-03-02T09:00:07.412Z""#))
        #expect(StatementTests.answered.json.contains(#""duration":"PT6.42S""#))
    }
}
