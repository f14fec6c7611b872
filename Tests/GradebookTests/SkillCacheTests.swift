import Foundation
import GRDB
import Lessons
import Mastery
import Statements
import TestSupport
import Testing

@testable import Gradebook

/// What the answers come to is kept answer by answer; made anew it is always the same.
@Suite struct SkillCacheTests {
    /// A gradebook in which anything happens in any order.
    private struct Life {
        let store: ProgressStore
        var numbers: SplitMix
        var pupils: [PupilID] = [.guest]
        var running: [SessionID] = []
        var ended: [SessionID] = []
        var boot = 0
        var second = 0
        var steps: [String] = []

        mutating func step() throws {
            second += Int.random(in: 1..<4_000, using: &numbers)
            let at = Duration.seconds(second % 90_000)
            let name = BootID(rawValue: "boot-\(boot)")
            // Unknown, right, or back by up to two days.
            let back = Int.random(in: 0..<4, using: &numbers) == 0 ? Int.random(in: 0..<172_800, using: &numbers) : 0
            let wall: WallTime? =
                Int.random(in: 0..<4, using: &numbers) == 0
                ? nil : WallTime(milliseconds: Samples.morning.milliseconds + Int64(second - back) * 1_000)
            guard let session = running.last else {
                let pupil = pupils.randomElement(using: &numbers) ?? .guest
                return running.append(
                    try store.startSession(of: pupil, lesson: "sums", boot: name, at: at, wall: wall))
            }
            switch Int.random(in: 0..<24, using: &numbers) {
            case 0: pupils.append(try store.addPupil(name: nil))
            case 1, 2:
                try store.endSession(session, at: at, wall: wall)
                ended.append(running.removeLast())
            case 3 where !ended.isEmpty:
                let index = Int.random(in: ended.indices, using: &numbers)
                let pupil = pupils.randomElement(using: &numbers) ?? .guest
                guard try store.sittings(limit: .max).first(where: { $0.id == ended[index] })?.pupil != pupil else {
                    return
                }
                ended[index] = try store.move(ended[index], to: pupil)
                steps.append("moved to \(pupil)")
            case 4:
                guard let wall else { return }
                steps.append("stamped \(try store.stamp(wall, at: at, boot: name))")
            case 5: boot += 1
            case _:
                let attempt = Samples.attempt(
                    ExerciseID(rawValue: ["a", "b", "c", "d"].randomElement(using: &numbers) ?? "a"),
                    objective: Bool.random(using: &numbers) ? "add" : "take", answer: "x\(second)",
                    Int.random(in: 0..<6, using: &numbers) == 0 ? .wrong : .right,
                    number: Int.random(in: 1...5, using: &numbers) > 4 ? 2 : 1)
                try store.record(attempt, in: session, at: at, wall: wall)
                steps.append("answered at \(wall?.precise ?? "?")")
            }
        }
    }

    @Test func `in any order of answers, clocks, moves and boots it is what the answers come to`() throws {
        var told = 0
        for seed in 0..<Thoroughness.scaled(40 as UInt64, to: 2_000) {
            let folder = try Folder(inMemory: true)
            let store = try ProgressStore(path: folder.path())
            defer { try? store.close() }
            var life = Life(store: store, numbers: SplitMix(seed: seed))
            for _ in 0..<60 {
                try life.step()
                let (kept, anew) = try store.queue.read { db in
                    (try ProgressStore.cached(.all, db), try ProgressStore.fold(.all, db))
                }
                guard kept == anew else {
                    Issue.record("seed \(seed): \(life.steps.suffix(4))")
                    break
                }
            }
            told += try SkillCacheTests.checkTold(store, seed)
        }
        #expect(told >= 10, "skills are mastered in these lives: \(told)")
    }

    /// What record stores were told last of a skill is where it stands.
    private static func checkTold(_ store: ProgressStore, _ seed: UInt64) throws -> Int {
        try store.queue.read { db in
            var mastered = 0
            for (pupil, states) in try ProgressStore.cached(.all, db) {
                for (key, state) in states {
                    let last = try String.fetchOne(
                        db,
                        sql: """
                            SELECT st.verb FROM statement st JOIN session s ON s.seq = st.session
                            WHERE s.pupil = ? AND st.verb IN ('mastered', 'progressed')
                              AND json_extract(st.body, '$.object.id') LIKE ?
                              AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = st.seq)
                            ORDER BY st.seq DESC LIMIT 1
                            """, arguments: [pupil.rawValue, "%/skill/sums/\(key.objective)"])
                    #expect((last == "mastered") == (state.standing == .mastered), "seed \(seed), \(pupil), \(key)")
                    mastered += last == nil ? 0 : 1
                }
            }
            return mastered
        }
    }
}
