import Foundation
import GRDB
import Lessons
import Mastery
import Statements
import Testing

@testable import Gradebook

/// Time by the calendar: unknown at first, set later, going back, in other zones.
@Suite struct ClockTests {
    static func bodies(_ store: ProgressStore) throws -> [String] {
        try store.queue.read { try String.fetchAll($0, sql: "SELECT body FROM statement ORDER BY seq") }
    }

    @Test func `what was done before the clock was set is stamped once, and frozen`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .seconds(1))
        let id = try store.record(Samples.attempt(), in: session, at: .seconds(10))
        #expect(try store.report().answers.map(\.time) == [nil])
        let open = try ClockTests.bodies(store)
        #expect(open.allSatisfy { !$0.contains("timestamp") })
        #expect(try store.hasOpenTimes())
        #expect(try store.stamp(Samples.morning, at: .seconds(70), boot: Samples.boot) == 2)
        let stamped = WallTime(milliseconds: Samples.morning.milliseconds - 60_000)
        let answer = try #require(try store.report().answers.first)
        #expect(answer.time == stamped && answer.id == id)
        let frozen = try ClockTests.bodies(store)
        #expect(frozen[1].contains(#""timestamp":"2026-03-02T08:59:07.412Z""#))
        #expect(frozen[1].contains(#"ext/local-date":"2026-03-02""#))
        #expect(try store.stamp(WallTime(milliseconds: 2), at: .seconds(70), boot: Samples.boot) == 0)
        #expect(try ClockTests.bodies(store) == frozen)
        #expect(try !store.hasOpenTimes())
    }

    @Test func `boots that never knew the time are put before the one that does, in their order`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        for (boot, second) in [("one", 500), ("two", 20)] {
            let session = try store.startSession(lesson: "sums", boot: BootID(rawValue: boot), at: .seconds(1))
            try store.record(Samples.attempt(answer: boot), in: session, at: .seconds(second))
            try store.endSession(session, at: .seconds(second))
        }
        let session = try store.startSession(lesson: "sums", boot: "three", at: .seconds(1))
        try store.record(Samples.attempt(answer: "three"), in: session, at: .seconds(5))
        try store.stamp(Samples.morning, at: .seconds(60), boot: "three")
        let start = Samples.morning.milliseconds - 60_000
        #expect(
            try store.report().answers.map(\.time?.milliseconds)
                == [start - 20_000, start, start + 5_000])
        let bodies = try ClockTests.bodies(store)
        #expect(
            bodies.map { $0.contains(#"ext/clock":"estimated""#) } == Array(repeating: true, count: 6) + [false, false])
        #expect(bodies.allSatisfy { StatementFaults.none($0) })
    }

    @Test func `a boot that learned the time before the power went tells it of what it did before`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let noon = Samples.morning
        func sitting(_ boot: String, _ answers: [(second: Int, wall: WallTime?)]) throws {
            let session = try store.startSession(
                lesson: "sums", boot: BootID(rawValue: boot), at: .seconds(1), wall: answers[0].wall)
            for (second, wall) in answers {
                try store.record(
                    Samples.attempt(answer: "\(boot) \(second)"), in: session, at: .seconds(second), wall: wall)
            }
            try store.endSession(session, at: .seconds(answers.last!.second), wall: answers.last!.wall)
        }
        // Nobody knows when; then one that comes to know, and one after it that never does.
        try sitting("zero", [(50, nil)])
        try sitting("one", [(10, nil), (20, nil), (40, noon)])
        try sitting("two", [(30, nil)])
        let nextDay = WallTime(milliseconds: noon.milliseconds + Samples.day)
        try store.stamp(nextDay, at: .seconds(60), boot: "three")
        #expect(try !store.hasOpenTimes())
        let times = try store.report().answers.map { ($0.attempt.answer, $0.time?.milliseconds ?? 0) }
        let began = noon.milliseconds - 40_000
        #expect(
            times.map(\.1) == [
                began, began + 10_000, began + 20_000, began + 40_000, nextDay.milliseconds - 60_000,
            ])
        let estimated = try ClockTests.bodies(store).filter { $0.contains("ext/clock\":\"estimated") }
        #expect(estimated.count == 6 && estimated.allSatisfy { !$0.contains("one ") })
        // What lies between is known, too: nothing is put past a later boot that has its time.
        try sitting("four", [(15, nil)])
        try sitting("five", [(5, WallTime(milliseconds: nextDay.milliseconds + 3_600_000))])
        try store.stamp(WallTime(milliseconds: nextDay.milliseconds + 9 * Samples.day), at: .zero, boot: "six")
        let all = try store.report().answers.map { $0.time?.milliseconds ?? 0 }
        #expect(all == all.sorted(), "\(all)")
    }

    @Test func `what has its time is never changed, by nobody`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        try store.record(Samples.attempt(), in: session, at: .zero, wall: Samples.morning)
        let before = try ClockTests.bodies(store)
        for change in ["body = '{}'", "wall_ms = 1", "id = 'x'", "wall_ms = NULL", "session = NULL"] {
            #expect(throws: DatabaseError.self) {
                try store.queue.write { try $0.execute(sql: "UPDATE statement SET \(change)") }
            }
        }
        #expect(try ClockTests.bodies(store) == before)
    }

    @Test func `ids are in lower case, and in their order within a millisecond`() {
        var sequence = UUIDv7.Sequence()
        for milliseconds in [0, 1, Samples.morning.milliseconds, 4_102_444_800_000, -5] {
            let ids = (0..<10_000).map { _ in sequence.next(milliseconds: milliseconds) }
            #expect(ids == ids.sorted() && Set(ids).count == ids.count)
            #expect(ids.allSatisfy { $0 == $0.lowercased() && $0.count == 36 })
            #expect(ids.allSatisfy { $0.dropFirst(14).first == "7" && "89ab".contains($0.dropFirst(19).prefix(1)) })
        }
    }

    @Test func `stamping gives what counts days its days`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        for (index, exercise) in ["a", "b", "c", "a", "b", "c"].enumerated() {
            try store.record(
                Samples.attempt(ExerciseID(rawValue: exercise)), in: session, at: .seconds(index * 3_600 * 6))
        }
        let key = SkillKey(lesson: "sums", objective: "add")
        #expect(try store.skills(of: .guest)[key]?.standing == .practising)
        try store.stamp(Samples.morning, at: .seconds(200_000), boot: Samples.boot)
        #expect(try store.skills(of: .guest)[key]?.standing == .mastered)
    }

    @Test(arguments: [
        // Leap day, the last second of it, and of a year; local midnight is not midnight in UTC.
        ("2028-02-29T23:59:59.999Z", "UTC", "2028-02-29"), ("2028-02-29T23:59:59.999Z", "Europe/Berlin", "2028-03-01"),
        ("2027-12-31T23:30:00.000Z", "Asia/Kolkata", "2028-01-01"),
        ("2027-01-01T02:00:00.000Z", "America/New_York", "2026-12-31"),
        // The hour that does not exist, and the one that comes twice.
        ("2026-03-29T00:59:59.000Z", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25T00:30:00.000Z", "Europe/Berlin", "2026-10-25"),
        ("2026-10-24T22:30:00.000Z", "Europe/Berlin", "2026-10-25"),
    ])
    func `days are the school's`(time: String, zone: String, date: String) throws {
        let folder = try Folder()
        let store = try ProgressStore(
            path: folder.path(), origin: Origin(zone: try #require(TimeZone(identifier: zone))))
        let wall = try #require(WallTime(precise: time))
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
        try store.record(Samples.attempt(), in: session, at: .zero, wall: wall)
        #expect(try ClockTests.bodies(store)[1].contains("ext/local-date\":\"\(date)\""))
        #expect(try ClockTests.bodies(store)[1].contains("\"timestamp\":\"\(time)\""))
    }

    @Test func `a clock that goes back changes nothing that is kept, and answers count in the order of their times`()
        throws
    {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        var random = SystemRandomNumberGenerator()
        for number in 0..<40 {
            let back = Int64.random(in: -3...3, using: &random) * Samples.day
            let exercise = ExerciseID(rawValue: ["a", "b", "c"][number % 3])
            try store.record(
                Samples.attempt(exercise, Bool.random(using: &random) ? .right : .wrong), in: session,
                at: .seconds(number), wall: WallTime(milliseconds: Samples.morning.milliseconds + back + Int64(number)))
        }
        let kept = try store.skills(of: .guest)
        let bodies = try ClockTests.bodies(store)
        try store.rebuildSkills()
        #expect(try store.skills(of: .guest) == kept)
        #expect(try ClockTests.bodies(store) == bodies)
    }
}

/// Whether a record store would take it.
enum StatementFaults {
    static func none(_ body: String) -> Bool {
        guard let statement = try? Statements.Statement(json: body) else { return false }
        return StatementCheck.fault(in: statement) == nil
    }
}
