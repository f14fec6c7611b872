/// The quiet of a room: a little noise, the same each time.
struct Noise: Sendable {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// About -72 dBFS.
    mutating func samples(_ count: Int) -> [Int16] {
        (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int16(truncatingIfNeeded: Int(state % 29) - 14)
        }
    }
}
