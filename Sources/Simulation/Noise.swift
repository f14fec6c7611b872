/// The quiet of a room: a little noise, the same each time.
struct Noise: Sendable {
    /// About -72 dBFS; a prime of samples, so that no period sounds like another.
    private static let room: [Int16] = {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<24_001).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int16(truncatingIfNeeded: Int(state % 29) - 14)
        }
    }()
    private var place = 0

    mutating func samples(_ count: Int) -> [Int16] {
        var samples: [Int16] = []
        samples.reserveCapacity(count)
        while samples.count < count {
            let end = min(Noise.room.count, place + count - samples.count)
            samples += Noise.room[place..<end]
            place = end == Noise.room.count ? 0 : end
        }
        return samples
    }
}
