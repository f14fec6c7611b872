import Testing

@testable import Speech

struct SecondOpinionTests {
    @Test(
        arguments: [
            (["a"], "a", 0, 1), (["a", "b", "b"], "a", 0, 1), (["a", "b", "b", "b"], "b", 1, 3),
            (["a", "a", "b", "a"], "a", 0, 3), ([nil, "b", "c", "b"], "b", 1, 2), ([nil, "b", "c"], "b", 1, 1),
        ] as [([String?], String, Int, Int)])
    func `the first is outvoted by three only`(texts: [String?], text: String, voter: Int, agreement: Int) {
        let ballot = Ballot(texts)
        #expect(ballot.text == text)
        #expect(ballot.voter == voter)
        #expect(ballot.agreement == agreement)
    }

    @Test func `nobody votes for nothing`() {
        #expect(Ballot([nil, nil]).text == nil)
        #expect(Ballot([]).agreement == 0)
    }

    @Test func `a throat is found, and followed when another pupil takes the seat`() {
        var throat = Throat()
        #expect(throat.best == Throat.middle)
        #expect(!throat.isSettled)
        for _ in 0..<6 { throat.learn([-56, -54, -51]) }
        #expect(throat.best == 2)
        #expect(throat.isSettled)
        for _ in 0..<20 { throat.learn([-48, -50, -54]) }
        #expect(throat.best == 0)
    }

    @Test func `a little better is not another throat`() {
        var throat = Throat()
        for _ in 0..<20 { throat.learn([-50.2, -50, -49.5]) }
        #expect(throat.best == Throat.middle)
    }
}
