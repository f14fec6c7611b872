import Statements
import TestSupport
import Testing

@Suite struct WallTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (999, "1970-01-01T00:00:00.999Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"), (1_772_442_007_412, "2026-03-02T09:00:07.412Z"),
            (1_835_481_599_999, "2028-02-29T23:59:59.999Z"), (1_798_761_599_999, "2026-12-31T23:59:59.999Z"),
            (1_798_761_600_000, "2027-01-01T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-2_208_988_800_000, "1900-01-01T00:00:00.000Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `a moment is written to the millisecond, and read again`(milliseconds: Int64, text: String) {
        #expect(WallTime(milliseconds: milliseconds).precise == text)
        #expect(WallTime(precise: text)?.milliseconds == milliseconds)
    }

    @Test func `any moment of ten thousand years comes back`() {
        var numbers = SplitMix(seed: 1)
        for _ in 0..<20_000 {
            let time = WallTime(
                milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &numbers))
            #expect(WallTime(precise: time.precise) == time)
        }
    }

    @Test(arguments: [
        "", "2026-03-02", "2026-03-02T09:00:07Z", "2026-03-02T09:00:07.41Z", "2026-03-02T09:00:07.4123Z",
        "2026-03-02T09:00:07.412", "2026-03-02T09:00:07.412z", "2026-03-02 09:00:07.412Z", "2026-03-02t09:00:07.412Z",
        "2026-03-02T09:00:07,412Z", "2026-03-02T09:00:07.412+00:00", "2026-03-02T09:00:07.412-00:00",
        "2026-02-29T00:00:00.000Z", "2100-02-29T00:00:00.000Z", "2026-04-31T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z", "2026-01-00T00:00:00.000Z", "2026-01-32T00:00:00.000Z", "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z", "٢٠٢٦-03-02T09:00:07.412Z", "+026-03-02T09:00:07.412Z",
        "2026-03-02T09:00:07.412Z ", "2026-03-02T09:00:07.412Z\n",
    ]) func `what is no moment as it is written here is not read`(text: String) {
        #expect(WallTime(precise: text) == nil)
    }

    @Test func `no moment is too far away to be told`() {
        for milliseconds in [Int64.min, .min + 1, .max, 253_402_300_800_000, -62_135_596_800_001] {
            let time = WallTime(milliseconds: milliseconds)
            #expect(time.precise.hasSuffix("Z"))
            #expect(time.day() == time.day(secondsFromGMT: 0))
        }
    }
}
