import Foundation
import Lessons
import Mastery
import Statements
import Testing

@testable import Gradebook

@Suite struct RetentionTests {
    static let july = RetentionRule(yearEnds: .init(month: 7, day: 31), keepDays: 60)

    static func day(_ text: String) -> Int { WallTime(precise: text + "T12:00:00.000Z")!.day() }

    @Test(arguments: [
        ("2026-09-29", "2025-08-01"), ("2026-09-30", "2026-08-01"), ("2027-03-01", "2026-08-01"),
        ("2028-02-29", "2027-08-01"), ("2026-07-31", "2025-08-01"),
    ])
    func `a school year goes sixty days after its end`(today: String, before: String) {
        #expect(RetentionTests.july.cut(today: RetentionTests.day(today)) == RetentionTests.day(before))
    }

    @Test(arguments: ["7-31", "07-31", "12-31", "02-28"]) func `a month and a day are read`(text: String) {
        #expect(RetentionRule.DayOfYear(text) != nil)
    }

    @Test(arguments: ["02-29", "13-01", "00-10", "06-31", "july", "", "1-1-1"])
    func `what is in no year is refused`(text: String) { #expect(RetentionRule.DayOfYear(text) == nil) }

    @Test func `what is old is deleted to the last byte, and what is known stays`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let maya = try store.addPupil(name: "Maya")
        func practise(_ date: String, _ answer: String) throws {
            let wall = try #require(WallTime(precise: date + "T09:00:00.000Z"))
            let session = try store.startSession(of: maya, lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
            for exercise in ["a", "b", "c"] {
                try store.record(
                    Samples.attempt(ExerciseID(rawValue: exercise), answer: answer), in: session, at: .seconds(1),
                    wall: wall)
            }
            try store.endSession(session, at: .seconds(2), wall: wall)
        }
        try practise("2026-05-04", "quillfeder")
        try practise("2026-06-08", "quillfeder")
        try practise("2026-09-14", "September")
        let key = SkillKey(lesson: "sums", objective: "add")
        let before = try #require(try store.skills(of: maya)[key])
        #expect(before.standing == .mastered)
        let now = try #require(WallTime(precise: "2026-10-05T08:00:00.000Z"))
        let trial = try store.retain(RetentionTests.july, now: now, isTrial: true)
        #expect(trial.sittings == 2 && trial.before == "2026-08-01" && trial.unsent == trial.statements)
        #expect(try store.answerCount() == 9)
        #expect(try store.retain(RetentionTests.july, now: now) == trial)
        #expect(try store.answerCount() == 3)
        let after = try #require(try store.skills(of: maya)[key])
        #expect(after.standing == .mastered && after.likelihood == before.likelihood && after.memory == before.memory)
        #expect(after.tries == before.tries && after.lastFive == before.lastFive)
        // Made anew from what is left, it is the same.
        try store.rebuildSkills()
        #expect(try store.skills(of: maya)[key] == after)
        #expect(try store.retain(RetentionTests.july, now: now).sittings == 0)
        try store.close()
        #expect(try Data(contentsOf: URL(filePath: folder.path())).range(of: Data("quillfeder".utf8)) == nil)
    }

    @Test func `without a rule, and what has no time, nothing is deleted`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        try store.endSession(session, at: .seconds(1))
        let late = try #require(WallTime(precise: "2039-01-01T00:00:00.000Z"))
        #expect(try store.retain(RetentionTests.july, now: late).statements == 0)
        #expect(RetentionRule(yearEnds: .init(month: 7, day: 31), keepDays: 0).cut(today: late.day()) == nil)
        #expect(try store.answerCount() == 1)
    }
}
