/// Samples that wait, in order. Taking some does not move the others.
struct SampleQueue: Sendable {
    private var samples: [Int16] = []
    private var head = 0

    var count: Int { samples.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ more: [Int16]) {
        // What was taken is let go when it is most of what is kept.
        if head > samples.count / 2 {
            samples.removeFirst(head)
            head = 0
        }
        samples += more
    }

    /// The next samples: as many as wanted, or all that there are.
    mutating func take(_ wanted: Int) -> [Int16] {
        let end = min(samples.count, head + wanted)
        defer { head = end }
        return Array(samples[head..<end])
    }
}
