import Foundation
import Gradebook
import TestSupport
import Testing

@Suite struct PowerCutTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `of thousands of power cuts none loses an answer that was acknowledged`(seed: UInt64) throws {
        var cut = PowerCut(seed: seed, harm: .none)
        try cut.run(cuts: Thoroughness.scaled(500, to: 20_000))
        print("seed \(seed): \(cut.tally)")
        #expect(cut.tally.lost == 0)
        #expect(cut.tally.damaged == 0)
        #expect(cut.tally.inconsistent == [])
        #expect(cut.tally.acknowledged >= cut.tally.cuts * 5)
    }

    @Test(arguments: [PowerCut.Harm.lazyFlush, .lyingCard])
    func `a gradebook that is not flushed, or a card that lies, is found out`(harm: PowerCut.Harm) throws {
        var cut = PowerCut(seed: 5, harm: harm)
        try cut.run(cuts: Thoroughness.scaled(100, to: 2_000))
        print("\(harm): \(cut.tally)")
        #expect(cut.tally.cutsThatLost + cut.tally.damaged >= 20)
    }
}
