import Doctor
import Hardware
import Testing
import Tutor

struct BadgeFindingTests {
    @Test(arguments: [
        (BadgeFinding.notSetUp, Judgement.Verdict.skipped, "badge_reader:"),
        (.ready(path: "/dev/input/a"), .fine, "/dev/input/a"),
        (.unusable(.badgeReaderBusy("/dev/input/a")), .fine, "in use"),
        (.unusable(.noBadgeReader("auto", found: [])), .broken(.lineGone), "plug it in"),
        (.unusable(.noBadgeReader("auto", found: ["/a", "/b"])), .broken(.lineGone), "/a, /b"),
    ])
    func `a badge reader is judged by whether it can be read`(
        finding: BadgeFinding, verdict: Judgement.Verdict, said: String
    ) {
        let judgement = finding.judged()
        #expect(judgement.verdict == verdict)
        #expect(judgement.found.contains(said), "\(judgement.found)")
    }

    @Test func `a reader that is not there is found to be so`() {
        guard case .unusable(.noBadgeReader) = BadgeFinding(EvdevBadgeReader(.path("/dev/input/by-id/none"))) else {
            Issue.record("it is there")
            return
        }
        #expect(BadgeFinding(nil) == .notSetUp)
    }
}
