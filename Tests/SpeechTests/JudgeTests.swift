import Testing

@testable import Speech

struct JudgeTests {
    private let judge = Judge()

    private func evidence(loss: Double, agreement: Int? = nil, frames: Int = 40, loudFrames: Int = 40) -> Evidence {
        Evidence(
            words: [Evidence.Word(word: "condensation", frames: frames, score: -45, loopScore: -35, phones: 10)],
            silentFrames: 20, frames: frames + 20, loudFrames: loudFrames, totalScore: -30 - loss, totalLoopScore: -30,
            agreement: agreement)
    }

    @Test func `the worse the words fit the less they are trusted`() {
        for agreement in [nil, 1, 4] {
            let confidences = [0.0, 10, 20, 40, 80].map {
                judge.confidence(of: evidence(loss: $0, agreement: agreement))
            }
            #expect(confidences == confidences.sorted(by: >))
            #expect(confidences.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test func `the more agree the more they are trusted`() {
        let confidences = (1...4).map { judge.confidence(of: evidence(loss: 5, agreement: $0)) }
        #expect(confidences == confidences.sorted())
        #expect(judge.judgement(confidence: confidences[0]) != .accepted)
        #expect(judge.judgement(confidence: confidences[3]) == .accepted)
    }

    @Test func `loud sounds without a word speak against it`() {
        let covered = judge.confidence(of: evidence(loss: 15, agreement: 3))
        #expect(judge.confidence(of: evidence(loss: 15, agreement: 3, loudFrames: 80)) < covered)
    }

    @Test func `a steady sound is no word`() {
        #expect(judge.confidence(of: evidence(loss: 0, frames: 501)) == 0)
    }

    @Test func `what is lost is heard once, and everything else twice`() {
        #expect(judge.wantsSecondOpinion(confidence: 0.5))
        #expect(judge.wantsSecondOpinion(confidence: 0.99))
        #expect(!judge.wantsSecondOpinion(confidence: 0.01))
        #expect(judge.unsure.contains(judge.doubt))
        #expect(judge.unsure.contains(judge.acceptance), "what is accepted at once is surer than what is heard twice")
    }
}
