import Testing

@testable import Hardware

struct KeyHoldTests {
    private func time(_ milliseconds: Int) -> Duration { .milliseconds(milliseconds) }

    @Test func `a space that repeats is held until the repeats end`() {
        var hold = KeyHold()
        #expect(hold.key(.space, at: time(0)) == .pressed(at: time(0)))
        #expect(hold.tick(at: time(699)) == nil)
        for repeated in stride(from: 660, through: 2_000, by: 40) {
            #expect(hold.key(.space, at: time(repeated)) == nil)
        }
        #expect(hold.deadline == time(1_980 + 150))
        #expect(hold.tick(at: time(2_129)) == nil)
        #expect(hold.tick(at: time(2_130)) == .released(at: time(2_130)))
        #expect(hold.deadline == nil)
    }

    @Test func `a space that is tapped is released after the longest repeat delay`() {
        var hold = KeyHold()
        _ = hold.key(.space, at: time(0))
        #expect(hold.deadline == time(700))
        #expect(hold.tick(at: time(700)) == .released(at: time(700)))
    }

    @Test func `Enter latches until the next Enter, whatever else is typed`() {
        var hold = KeyHold()
        #expect(hold.key(.enter, at: time(0)) == .pressed(at: time(0)))
        #expect(hold.deadline == nil)
        #expect(hold.key(.space, at: time(10)) == nil)
        #expect(hold.key(.other, at: time(20)) == nil)
        #expect(hold.tick(at: time(90_000)) == nil)
        #expect(hold.key(.enter, at: time(90_000)) == .released(at: time(90_000)))
    }

    @Test func `Enter while space is held takes over the press`() {
        var hold = KeyHold()
        _ = hold.key(.space, at: time(0))
        #expect(hold.key(.enter, at: time(100)) == nil)
        #expect(hold.tick(at: time(10_000)) == nil)
        #expect(hold.key(.enter, at: time(10_001)) == .released(at: time(10_001)))
    }

    @Test func `other keys are nothing`() {
        var hold = KeyHold()
        for byte in UInt8.min...UInt8.max where ![10, 13, 32].contains(byte) {
            #expect(hold.key(KeyHold.Key(byte), at: time(0)) == nil)
        }
    }
}
