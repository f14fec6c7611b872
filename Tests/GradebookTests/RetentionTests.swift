import Foundation
import GRDB
import Lessons
import Mastery
import Statements
import TestSupport
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

    @Test(arguments: [
        ("Pacific/Auckland", "2026-07-31T11:59:59.999Z", true), ("Pacific/Auckland", "2026-07-31T12:00:00.000Z", false),
        ("America/Los_Angeles", "2026-08-01T06:59:59.999Z", true),
        ("America/Los_Angeles", "2026-08-01T07:00:00.000Z", false),
        ("Asia/Kathmandu", "2026-07-31T18:14:59.999Z", true), ("Asia/Kathmandu", "2026-07-31T18:15:00.000Z", false),
    ])
    func `the school year ends by the school's clock`(zone: String, given: String, isGone: Bool) throws {
        let folder = try Folder()
        let store = try ProgressStore(
            path: folder.path(), origin: Origin(zone: try #require(TimeZone(identifier: zone))))
        let wall = try #require(WallTime(precise: given))
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
        try store.record(Samples.attempt(), in: session, at: .zero, wall: wall)
        try store.endSession(session, at: .seconds(1), wall: wall)
        let now = try #require(WallTime(precise: "2026-10-05T12:00:00.000Z"))
        #expect((try store.retain(RetentionTests.july, now: now).statements > 0) == isGone)
    }

    @Test(arguments: [
        // A day that begins at one o'clock, one that does not exist, leap days.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"),
        ("Europe/Berlin", "2028-02-29", "2028-02-28T23:00:00.000Z"), ("UTC", "2028-03-01", "2028-03-01T00:00:00.000Z"),
    ])
    func `a day begins when the school's date changes`(zone: String, day: String, moment: String) throws {
        let origin = Origin(zone: try #require(TimeZone(identifier: zone)))
        #expect(origin.start(ofDay: RetentionTests.day(day)).precise == moment)
    }

    @Test func `what is deleted next, and when, is known before`() throws {
        let next = try #require(RetentionTests.july.next(after: RetentionTests.day("2026-03-02")))
        #expect(next.before == RetentionTests.day("2026-08-01"))
        #expect(next.day == RetentionTests.day("2026-09-30"))
        #expect(RetentionTests.july.cut(today: next.day) == next.before)
        #expect(RetentionTests.july.cut(today: next.day - 1) != next.before)
        #expect(RetentionRule(yearEnds: .init(month: 7, day: 31), keepDays: 0).next(after: 20_000) == nil)
        // Kept for ten years.
        let long = RetentionRule(yearEnds: .init(month: 12, day: 31), keepDays: 3_653)
        #expect(long.cut(today: RetentionTests.day("2036-06-01")) == RetentionTests.day("2026-01-01"))
    }

    /// Answers of three pupils over a year, some of them at the same moment, some voided.
    private func practised(_ folder: Folder) throws -> (ProgressStore, [PupilID]) {
        let store = try ProgressStore(path: folder.path())
        let pupils = try ["Ada", "Ben", "Cleo"].map { try store.addPupil(name: $0) }
        var seed: UInt64 = 7
        func dice(_ sides: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % sides
        }
        var sessions: [SessionID] = []
        for day in stride(from: 0, to: 300, by: 7) {
            for pupil in pupils {
                let wall = WallTime(
                    milliseconds: Samples.morning.milliseconds + Int64(day) * Samples.day + Int64(dice(3)) * 3_600_000)
                let session = try store.startSession(
                    of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
                for exercise in ["a", "b", "c", "d"] {
                    try store.record(
                        Samples.attempt(
                            ExerciseID(rawValue: exercise), objective: exercise == "d" ? "take" : "add",
                            answer: "word\(day)", dice(5) == 0 ? .wrong : .right, number: 1 + dice(2),
                            hints: dice(3) / 2),
                        in: session, at: .seconds(dice(9)), wall: wall)
                }
                try store.endSession(session, at: .seconds(60), wall: wall)
                sessions.append(session)
            }
        }
        try store.move(sessions[4], to: pupils[2])
        try store.move(sessions[91], to: pupils[0])
        return (store, pupils)
    }

    @Test(arguments: [1, 7, 200]) func `whatever the transactions, the standing is what it was`(chunk: Int) throws {
        let folder = try Folder()
        let (store, pupils) = try practised(folder)
        let before = try pupils.map { try store.skills(of: $0).mapValues(\.scrubbed) }
        let now = try #require(WallTime(precise: "2026-12-24T08:00:00.000Z"))
        // Broken off and begun again.
        var steps = 0
        _ = try store.retain(RetentionTests.july, now: now, chunk: chunk) {
            steps += 1
            return steps < 3
        }
        let due = try store.retain(RetentionTests.july, now: now, isTrial: true)
        let gone = try store.retain(RetentionTests.july, now: now, chunk: chunk)
        #expect(gone == due)
        #expect(try pupils.map { try store.skills(of: $0).mapValues(\.scrubbed) } == before)
        try store.rebuildSkills()
        #expect(try pupils.map { try store.skills(of: $0).mapValues(\.scrubbed) } == before)
        #expect(try store.lastRetention()?.0 == gone)
        try store.close()
        let bytes = try Data(contentsOf: URL(filePath: folder.path()))
        #expect(bytes.range(of: Data("word147".utf8)) == nil)
        #expect(bytes.range(of: Data("word154".utf8)) != nil)
    }

    @Test func `wherever the power goes, what is deleted is deleted from what is known, too`() throws {
        let folder = try Folder(inMemory: true)
        let (store, _) = try practised(folder)
        try store.close()
        let now = try #require(WallTime(precise: "2026-12-24T08:00:00.000Z"))
        for cut in 0..<Thoroughness.scaled(25, to: 400) {
            let disk = try VolatileDisk(seed: UInt64(cut), with: folder)
            let cutStore = try ProgressStore(path: disk.gradebook)
            let image = try Folder(inMemory: true)
            disk.cut(after: cut * 67 % 900, to: image)
            _ = try cutStore.retain(RetentionTests.july, now: now, chunk: 40)
            try cutStore.close()
            guard disk.cuts > 0 else { continue }
            let found = try ProgressStore(path: image.path())
            defer { try? found.close() }
            _ = try found.retain(RetentionTests.july, now: now)
            let words = try found.queue.read { db in
                try String.fetchAll(db, sql: "SELECT state FROM skill UNION ALL SELECT state FROM past")
            }
            #expect(words.allSatisfy { !$0.contains("word147") && !$0.contains("word14\"") }, "cut \(cut)")
            #expect(try found.queue.read { try ProgressStore.fold(.all, $0) == ProgressStore.cached(.all, $0) })
        }
    }
}
