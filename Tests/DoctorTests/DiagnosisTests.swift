import Foundation
import RealtimeSocket
import Testing
import Tutor

@testable import Doctor

struct DiagnosisTests {
    private struct Told: Finding {
        var part: String?
        var judgement: Judgement
        func judged() -> Judgement { judgement }
    }

    private func outcome(_ check: Check, _ judgement: Judgement, part: String? = nil) -> Outcome {
        Outcome(check, Told(part: part, judgement: judgement), milliseconds: 3)
    }

    @Test(
        arguments: [
            ([], 0), ([TroubleCode.key], 11), ([.key, .network], 11), ([.echo], 12), ([.buttonStuck], 13),
            ([.diskFull], 14), ([.hot], 15), ([.hot, .echo], 1),
        ] as [([TroubleCode], Int32)])
    func `the exit status says which part is broken`(codes: [TroubleCode], status: Int32) {
        let broken = codes.map { outcome(.dns, .broken($0, "x")) }
        let other = [
            outcome(.disk, .fine("x")), outcome(.level, .warning("x", "y")), outcome(.button, .skipped("x")),
        ]
        #expect(Diagnosis(outcomes: broken + other).exitStatus == status)
    }

    @Test func `it is told in the order of the checks, whoever was first`() {
        let diagnosis = Diagnosis(
            outcomes: [
                outcome(.lamps, .fine("b"), part: "two"), outcome(.dns, .fine("a")),
                outcome(.lamps, .fine("c"), part: "one"), outcome(.version, .fine("d")),
            ])
        #expect(diagnosis.outcomes.map(\.found) == ["d", "a", "b", "c"])
    }

    @Test func `as JSON every line has the same keys`() throws {
        let diagnosis = Diagnosis(
            outcomes: [
                outcome(.disk, .broken(.diskFull, "full")), outcome(.lamps, .skipped("why"), part: "ready"),
            ])
        let data = try JSONEncoder().encode(diagnosis.document(version: "1.0"))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "version", "verdict", "exit", "areas", "broken", "warnings", "skipped", "spoken", "checks",
            ])
        #expect(object["exit"] as? Int == 14 && object["areas"] as? [String] == ["storage"])
        let checks = try #require(object["checks"] as? [[String: Any]])
        let keys: Set = ["check", "area", "part", "verdict", "code", "found", "advice", "milliseconds", "measured"]
        for check in checks { #expect(Set(check.keys) == keys) }
        #expect(checks[0]["code"] as? Int == 42 && checks[1]["code"] is NSNull)
        #expect(checks[1]["part"] as? String == "ready" && checks[1]["verdict"] as? String == "skipped")
    }

    @Test func `aloud each number is said once, with what it means`() {
        let diagnosis = Diagnosis(
            outcomes: [
                outcome(.card, .broken(.microphoneGone, "x")), outcome(.dns, .broken(.network, "x")),
                outcome(.tcp, .broken(.network, "x")),
            ])
        #expect(
            diagnosis.spoken
                == "2 things are wrong. Number 11. \(TroubleCode.network.meaning) Number 21. "
                + TroubleCode.microphoneGone.meaning)
        #expect(Diagnosis(outcomes: [outcome(.dns, .fine("x"))]).spoken == "I looked at 1 thing. I am well.")
        #expect(
            Diagnosis(outcomes: [outcome(.dns, .warning("x", "y"))]).spoken.hasSuffix(
                "I am well. One of them should be watched."))
    }

    @Test func `checks are chosen by name, and a wrong name is told`() throws {
        #expect(try Selection(only: nil, skip: nil).checks.count == Check.allCases.count)
        #expect(try Selection(only: "dns, tcp", skip: "tcp").checks == [.dns])
        #expect(throws: Selection.Unknown(name: "wifi")) { try Selection(only: "dns,wifi", skip: nil) }
        #expect("\(Selection.Unknown(name: "wifi"))".contains("dns, tcp, proxy"))
    }

    @Test func `a probe that hangs is broken when its time is up, and the others go on`() async {
        let journal = Journal()
        let outcomes = await journal.measure(.disk, within: .milliseconds(50)) {
            // As a dying card does: it cannot be told to stop.
            await Race.onThread { Thread.sleep(forTimeInterval: 3) }
            return [NotLookedAt("too late")]
        }
        #expect(outcomes.map(\.verdict) == [.broken(.diskFailing)])
        #expect(outcomes.first?.found.contains("within 50 ms") == true)
    }

    @Test func `what is secret does not get into the journal`() {
        let journal = Journal(hiding: [Secret("Bearer sk-1"), Secret("sk-1")])
        journal.keep(.key, [Told(judgement: .broken(.key, "wrong: Bearer sk-1 (sk-1)", "not sk-1"))])
        #expect(journal.diagnosis.outcomes.first?.found == "wrong: (hidden) ((hidden))")
        #expect(journal.diagnosis.outcomes.first?.advice == "not (hidden)")
    }

    @Test func `what watches is told when a check begins and ends, and only of what was asked for`() async {
        let (entries, entry) = AsyncStream.makeStream(of: Journal.Entry.self)
        let journal = Journal(Selection([.dns])) { entry.yield($0) }
        await journal.measure(.tcp, within: .seconds(1)) { [NotLookedAt("x")] }
        await journal.measure(.dns, within: .seconds(1)) { [NotLookedAt("x")] }
        entry.finish()
        var told: [Journal.Entry] = []
        for await entry in entries { told.append(entry) }
        #expect(told.count == 2 && told.first == .began(.dns))
        #expect(journal.diagnosis.outcomes.map(\.check) == [.dns])
    }
}
