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
