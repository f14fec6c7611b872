import Statements
import Synchronization

extension UUIDv7 {
    /// Random ids, of which each is greater than the one before as long as the millisecond stays the same (RFC 9562,
    /// section 6.2, method 2): whoever sorts by time and id has them in their order.
    struct Sequence {
        private static let lowest62Bits: UInt64 = 0x3FFF_FFFF_FFFF_FFFF

        private var milliseconds = Int64.min
        private var high: UInt64 = 0
        private var low: UInt64 = 0

        mutating func next(milliseconds: Int64) -> String {
            var random = SystemRandomNumberGenerator()
            if milliseconds == self.milliseconds {
                // Not to be guessed from the one before.
                let sum = low + 1 + UInt64(UInt32.random(in: 0 ... .max, using: &random))
                high += sum > Sequence.lowest62Bits ? 1 : 0
                low = sum & Sequence.lowest62Bits
            } else {
                // The upper half is left for those that follow.
                (high, low) = (random.next() & 0x7FF, random.next() & Sequence.lowest62Bits)
                self.milliseconds = milliseconds
            }
            return UUIDv7.make(milliseconds: milliseconds, high: high, low: low)
        }
    }

    /// Those without a time come in between.
    private static let sequences = Mutex((timed: Sequence(), untimed: Sequence()))

    /// - Parameter milliseconds: since 1970; 0 where the clock is not known to be set.
    static func make(milliseconds: Int64) -> String {
        sequences.withLock { sequences in
            milliseconds == 0
                ? sequences.untimed.next(milliseconds: 0) : sequences.timed.next(milliseconds: milliseconds)
        }
    }
}
