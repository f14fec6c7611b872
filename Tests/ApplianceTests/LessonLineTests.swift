import Audio
import Lessons
import Realtime
import Testing
import Tutor

@testable import Appliance

@Suite struct LessonLineTests {
    private static let secret = "Zanzibar"

    /// Everything that has words of somebody, or says who somebody is.
    private static let telling: [Session.Action] = [
        .tell(.pupilSaid("it is \(secret)")), .tell(.tutorSaid("\(secret) is right")),
        .tell(
            .marked(
                Attempt(
                    lesson: "sums", exercise: "sums-1", objective: "adding", answer: secret, verdict: .right,
                    number: 2, hints: 0, expected: [secret]))),
        .tell(.guarded(OutputGuard.Trip(topic: "places", excerpt: "so \(secret) it", item: "i"))),
        .tell(.approvalWanted("send \(secret)")), .tell(.approval("send \(secret)", isAllowed: true)),
        .tell(.leaving(.pupil(secret, by: .badge))),
        .announce(.approval(secret)),
    ]

    private static func lines(_ action: Session.Action, _ words: LessonLine.Words) -> [LessonLine] {
        LessonLine.lines(of: Step(at: .zero, event: .linkUp, actions: [action]), words: words)
    }

    @Test(arguments: telling) func `a terminal shows what was said, and a log does not`(action: Session.Action) {
        let shown = LessonLineTests.lines(action, .shown)
        let hidden = LessonLineTests.lines(action, .hidden)
        #expect(shown.count == 1 && shown[0].text.contains(LessonLineTests.secret))
        #expect(hidden.count == 1 && !hidden[0].text.contains(LessonLineTests.secret), "\(hidden)")
        #expect(hidden.first?.what == shown.first?.what && hidden.first?.text.isEmpty == false)
    }

    @Test func `a log tells which exercise was answered how, and who was there by their way`() {
        let texts = LessonLineTests.telling.flatMap { LessonLineTests.lines($0, .hidden) }.map(\.text)
        #expect(texts.contains("sums-1: the answer is right, try 2"))
        #expect(texts.contains("3 words") && texts.contains("to a pupil by badge"))
        let seat = Announcement.seat(Seat(account: "p-1", number: 7))
        #expect(LessonLineTests.lines(.announce(seat), .hidden).map(\.text) == ["pupil_number"])
    }

    @Test func `what somebody must mend matters more than what is`() throws {
        let trouble = try #require(LessonLineTests.lines(.tell(.trouble("the disk is full")), .hidden).first)
        let lamp = try #require(LessonLineTests.lines(.show(.ready), .hidden).first)
        #expect(trouble.level == .error && lamp.level == .info && lamp.level < trouble.level)
        #expect(LogLevel.allCases.map(\.priority) == [7, 7, 6, 5, 4, 3, 2])
    }
}
