import Foundation
import GRDB
import Lessons
import Realtime
import Statements
import Testing

@testable import Gradebook

/// What was spent, what was stopped, how long it took, and what is remembered.
@Suite struct SpendingTests {
    private func spending(_ cost: Int) -> Spending {
        var record = Spending()
        record.textIn = 100
        record.textCached = 40
        record.audioOut = 60
        record.cost = cost
        return record
    }

    @Test func `a day's spending is counted by pupil and by box`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let anna = try store.addPupil(name: "Anna")
        let today = Samples.morning
        let yesterday = WallTime(milliseconds: today.milliseconds - Samples.day)
        for (pupil, wall, cost) in [(anna, yesterday, 1_000), (anna, today, 200), (.guest, today, 30)] {
            let session = try store.startSession(
                of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
            try store.record(spending(cost), in: session, at: .zero, wall: wall)
        }
        let midnight = WallTime(milliseconds: today.milliseconds - 9 * 3_600_000)
        #expect(try store.spent(by: anna, since: midnight, boot: Samples.boot) == 200)
        #expect(try store.spent(since: midnight, boot: Samples.boot) == 230)
        let days = try store.costs()
        #expect(days.map(\.day) == ["2026-03-02", "2026-03-02", "2026-03-01"])
        #expect(days.last?.name == "Anna")
        #expect(days.last?.tokensIn == 140 && days.last?.tokensCached == 40 && days.last?.tokensOut == 60)
        #expect(days.last?.cost == 0.000001)
    }

    @Test func `while the clock is not set, a boot counts as a day`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        for boot in [BootID(rawValue: "old"), Samples.boot] {
            let session = try store.startSession(lesson: "sums", boot: boot, at: .zero)
            try store.record(spending(50), in: session, at: .seconds(3))
        }
        #expect(try store.spent(since: nil, boot: Samples.boot) == 50)
        #expect(try store.spent(since: Samples.morning, boot: Samples.boot) == 50)
        try store.stamp(Samples.morning, at: .seconds(3), boot: Samples.boot)
        #expect(try store.costs().map(\.day) == ["2026-03-02", nil])
    }

    @Test func `an answer that was stopped is kept for the teacher`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.recordIncident(
            topic: "weapons", excerpt: String(repeating: "x", count: 500), in: session, at: .zero,
            wall: Samples.morning)
        let incident = try #require(try store.incidents().first)
        #expect(incident.topic == "weapons")
        #expect(incident.excerpt.count == 200)
        #expect(incident.at == Samples.morning)
        #expect(throws: GradebookError.unknownSession("none")) {
            try store.recordIncident(topic: "a", excerpt: "b", in: "none", at: .zero)
        }
    }

    @Test func `latencies are told by stage`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        #expect(try store.latencies().stages.isEmpty)
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        for number in 1...20 {
            try store.recordTurn(
                Turn(
                    number: number, outcome: .answered, pressToLamp: .milliseconds(number),
                    releaseToCommit: .milliseconds(150), releaseToFirstAudio: .milliseconds(150 + 10 * number),
                    releaseToAudible: .milliseconds(160 + 10 * number)), in: session, at: .zero)
        }
        let report = try store.latencies()
        let tutor = try #require(report.stages.first { $0.name.hasPrefix("commit to first") })
        #expect(tutor.turns == 20)
        #expect(tutor.median == 110 && tutor.p95 == 190 && tutor.longest == 200)
        #expect(report.stages.first { $0.name == "press to lamp" }?.longest == 20)
        #expect(report.text().contains("commit to speaker"))
    }

    @Test func `a gradebook of the first version is brought up to date with all that is in it`() throws {
        let folder = try Folder()
        let old = try DatabaseQueue(path: folder.path())
        try ProgressStore.migrator.migrate(old, upTo: "1 pupils, sessions, attempts, turns")
        try old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO session (id, pupil, lesson, boot, started_ns) VALUES ('s', 'guest', 'sums', 'b', 0);
                    INSERT INTO attempt (id, session, lesson, exercise, objective, answer, verdict, number, hints, boot, at_ns)
                    VALUES ('a', 1, 'sums', 'a', 'add', 'two', 'right', 1, 0, 'b', 0);
                    INSERT INTO turn (session, number, outcome, release_to_commit_ms, boot, at_ns)
                    VALUES (1, 1, 'answered', 150, 'b', 0);
                    """)
        }
        try old.close()
        // A reader beside an old program sees what there is.
        let reader = try ProgressStore(path: folder.path(), access: .readOnly)
        #expect(try reader.costs().isEmpty)
        #expect(try reader.latencies().stages.map(\.name) == ["release to commit"])
        try reader.close()
        let store = try ProgressStore(path: folder.path())
        #expect(try store.report().answers.count == 1)
        try store.record(spending(1), in: "s", at: .zero)
        #expect(try store.costs().count == 1)
    }

    // MARK: Memory

    private func lesson(of pupil: PupilID, in store: ProgressStore, _ attempts: [Attempt], wall: WallTime) throws {
        let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
        for attempt in attempts { try store.record(attempt, in: session, at: .zero, wall: wall) }
    }

    @Test func `the last lesson and its mistakes are remembered, in words without a name`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let anna = try store.addPupil(name: "Anna")
        try lesson(
            of: anna, in: store, [Samples.attempt(), Samples.attempt("b", answer: "five", .wrong)],
            wall: Samples.morning)
        let now = WallTime(milliseconds: Samples.morning.milliseconds + 3 * Samples.day)
        let text = try #require(try store.recollection(of: anna, lessons: [Samples.lesson], now: now)).text(
            lessons: [Samples.lesson])
        #expect(text.contains("3 days ago it was \"Sums & more\": 2 answers, 1 of them right at the first try."))
        #expect(text.contains("\"Two and one?\" was answered \"five\""))
        #expect(!text.contains("Anna") && !text.contains(anna.rawValue))
    }

    @Test func `nothing is remembered of another pupil, of a guest, or of what was forgotten`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let anna = try store.addPupil(name: "Anna")
        let ben = try store.addPupil(name: "Ben")
        try lesson(of: anna, in: store, [Samples.attempt(answer: "five", .wrong)], wall: Samples.morning)
        try lesson(of: .guest, in: store, [Samples.attempt()], wall: Samples.morning)
        #expect(try store.recollection(of: ben, now: Samples.morning) == nil)
        #expect(try store.recollection(of: .guest, now: Samples.morning) == nil)
        try store.forget(anna)
        #expect(try store.recollection(of: anna, now: Samples.morning) == nil)
        // The gradebook keeps what was learned.
        #expect(try store.report(of: anna).answers.count == 1)
        try lesson(of: anna, in: store, [Samples.attempt()], wall: Samples.morning)
        let after = try #require(try store.recollection(of: anna, lessons: [Samples.lesson], now: Samples.morning))
        #expect(after.mistakes.isEmpty && after.objectives.isEmpty)
        #expect(throws: GradebookError.unknownPupil("nobody")) { try store.forget("nobody") }
    }
}
