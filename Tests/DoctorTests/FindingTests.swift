import Audio
import Gradebook
import Hardware
import RealtimeSocket
import Statements
import Testing
import Tutor

@testable import Doctor

/// Judgements that no broken machine is at hand for.
struct FindingTests {
    private func disk(
        free: Int = 4_000_000_000, files: Int? = 100_000, isReadOnly: Bool = false, errors: Int? = 0, life: Int? = nil
    ) -> Judgement.Verdict {
        DiskFinding(
            path: "/var/lib/tutor", free: free, total: 8_000_000_000, freeFiles: files,
            totalFiles: files == nil ? nil : 200_000, isReadOnly: isReadOnly, errors: errors, lifeUsed: life
        ).judged().verdict
    }

    @Test func `a disk is judged by space, files, mount, errors and age`() {
        #expect(disk() == .fine)
        #expect(disk(files: nil, errors: nil) == .fine)
        #expect(disk(free: 499_000_000) == .warning)
        #expect(disk(free: 49_000_000) == .broken(.diskFull))
        #expect(disk(files: 0) == .broken(.diskFull))
        #expect(disk(files: 9_000) == .warning)
        #expect(disk(isReadOnly: true) == .broken(.diskFailing))
        #expect(disk(errors: 2) == .warning)
        #expect(disk(life: 9) == .warning)
    }

    @Test(arguments: [
        (NameLookup.Answer.addresses(["192.0.2.1"]), Judgement.Verdict.fine, "is 192.0.2.1"),
        (.addresses(["a", "b", "c", "d"]), .fine, "and 2 more"),
        (.addresses(["api.example"]), .fine, "no name to look up"),
        (.unknown(reason: "the answer is empty"), .broken(.network), "has no address"),
        (.failed(reason: "Temporary failure"), .broken(.network), "No name server answers"),
        (.late, .broken(.network), "within 5 s"),
    ]) func `a name is judged by what the resolver says`(
        answer: NameLookup.Answer, verdict: Judgement.Verdict, words: String
    ) {
        let judgement = NameFinding(host: "api.example", answer: answer, limit: .seconds(5)).judged()
        #expect(judgement.verdict == verdict)
        #expect(judgement.found.contains(words), "\(judgement.found)")
    }

    @Test func `a gradebook is judged by what durability needs`() {
        func judged(_ mode: String = "wal", _ synchronous: Int = 2, _ check: String = "ok", ms: Int = 5)
            -> Judgement.Verdict
        {
            GradebookFinding(
                path: "/g",
                state: .examined(
                    GradebookExamination(
                        journalMode: mode, synchronous: synchronous, check: check, commit: .milliseconds(ms),
                        answers: 3, size: 4_096))
            ).judged().verdict
        }
        #expect(judged() == .fine)
        #expect(judged("delete") == .broken(.gradebookBroken))
        #expect(judged("wal", 1) == .broken(.gradebookBroken))
        #expect(judged("wal", 2, "row 3 missing") == .broken(.gradebookBroken))
        #expect(judged(ms: 1_500) == .warning)
        let busy = GradebookFinding(path: "/g", state: .failed(.busy(path: "/g"))).judged()
        #expect(busy.verdict == .broken(.notSaved))
        let dying = GradebookFinding(path: "/g", state: .failed(.inputOutput(path: "/g", reason: "x"))).judged()
        #expect(dying.verdict == .broken(.diskFailing))
    }

    @Test func `a gradebook without a fresh copy is a warning, and one that was put aside too`() {
        let now = WallTime(milliseconds: 1_800_000_000_000)
        func copy(daysAgo: Int64) -> Backups.Copy {
            Backups.Copy(path: "/c", bytes: 1, made: WallTime(milliseconds: now.milliseconds - daysAgo * 86_400_000))
        }
        func judged(_ answers: Int?, _ newest: Backups.Copy?, aside: Backups.Copy? = nil) -> Judgement.Verdict {
            BackupFinding(answers: answers, newest: newest, aside: aside, now: now).judged().verdict
        }
        #expect(judged(0, nil) == .fine)
        #expect(judged(5, nil) == .warning)
        #expect(judged(5, copy(daysAgo: 1)) == .fine)
        #expect(judged(5, copy(daysAgo: 30)) == .warning)
        #expect(judged(5, copy(daysAgo: 1), aside: copy(daysAgo: 3)) == .warning)
    }

    @Test func `answers that wait too long to be sent are told`() {
        func judged(_ state: SyncFinding.State) -> Judgement.Verdict {
            SyncFinding(answers: 9, state: state).judged().verdict
        }
        #expect(judged(.notSetUp) == .skipped)
        #expect(judged(.upToDate) == .fine)
        #expect(judged(.waiting(answers: 3, oldest: .seconds(3_600), reason: nil)) == .fine)
        #expect(judged(.waiting(answers: 3, oldest: .seconds(8 * 86_400), reason: "401")) == .broken(.notSynced))
        #expect(judged(.stopped(answers: 3, reason: "the record store refuses us (401)")) == .broken(.notSynced))
    }

    @Test func `TLS is missed on the way to another machine only`() throws {
        func judged(_ url: String) throws -> Judgement.Verdict {
            TLSFinding(url: try SocketURL(url), result: .success(nil), now: 0).judged().verdict
        }
        #expect(try judged("ws://127.0.0.1/") == .skipped)
        #expect(try judged("ws://relay.school.example/") == .warning)
        let early = TLSFinding(
            url: try SocketURL("wss://x.example"), result: .failure(.tls(host: "x.example", .notYetValid(from: 1))),
            now: 0)
        #expect(early.judged().verdict == .broken(.clock))
    }

    @Test func `a clock that no time server has set is a warning where no server could be asked`() {
        func judged(_ isSynchronised: Bool?, ahead: Int? = nil) -> Judgement.Verdict {
            ClockFinding(
                now: 1_800_000_000, day: "2027-01-15", isSet: true, isSynchronised: isSynchronised, serverAhead: ahead
            ).judged().verdict
        }
        #expect(judged(true) == .fine && judged(nil) == .fine)
        #expect(judged(false) == .warning)
        #expect(judged(false, ahead: 1) == .fine)
    }

    @Test func `a dead microphone, a low noise and a voice are told apart`() {
        func levels(_ samples: [Int16]) -> HeardLevels {
            var levels = HeardLevels()
            for start in stride(from: 0, to: samples.count, by: 480) {
                levels.add(AudioFrame(Array(samples[start..<min(samples.count, start + 480)])))
            }
            return levels
        }
        #expect(levels([]).isDead)
        #expect(levels([Int16](repeating: 0, count: 4_800)).isDead)
        #expect(!levels((0..<4_800).map { Int16($0 % 3 * 3) }).isDead)
        let clipped = levels((0..<4_800).map { $0 % 2 == 0 ? 32_767 : -32_768 })
        #expect(clipped.clippedPerMille == 1_000)
        let half = levels([Int16](repeating: 10, count: 4_800) + (0..<4_800).map { $0 % 2 == 0 ? 8_000 : -8_000 })
        #expect(half.floor < -60 && half.loud > -15)
    }

    @Test func `every check has a purpose and an area, and every number is explained`() {
        for check in Check.allCases { #expect(!check.purpose.isEmpty && !check.area.title.isEmpty) }
        for code in TroubleCode.allCases {
            #expect(code.area.rawValue == code.rawValue / 10)
            #expect(code.meaning.hasSuffix(".") && code.remedy.hasSuffix("."), "\(code)")
        }
    }
}
