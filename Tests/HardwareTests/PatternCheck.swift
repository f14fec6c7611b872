/// Follows a stream of sound that repeats a known pattern, or is silent, and counts where it does not.
struct PatternCheck: Sendable, CustomStringConvertible {
    private enum State {
        case silent
        case seeking([Int16])
        /// The place in the pattern of the next sample.
        case following(Int)
    }

    /// Samples that prove a place in the pattern.
    private static let proof = 4

    private let pattern: [Int16]
    private let places: [[Int16]: Int]
    private var state = State.silent
    /// Samples of the pattern that came in their order.
    private(set) var matched = 0
    /// Times that the stream jumped while it was not silent.
    private(set) var slips = 0
    private(set) var hasBegun = false

    init(_ pattern: [Int16]) {
        self.pattern = pattern
        places = Dictionary(
            pattern.indices.map { at in
                ((0..<PatternCheck.proof).map { pattern[(at + $0) % pattern.count] }, at)
            }, uniquingKeysWith: { first, _ in first })
    }

    var description: String { "\(matched / 24_000) s matched, \(slips) slips" }

    mutating func add(_ samples: [Int16]) {
        for sample in samples { add(sample) }
    }

    private mutating func add(_ sample: Int16) {
        switch state {
        case .silent:
            if sample != 0 { state = .seeking([sample]) }
        case .seeking(let before):
            let seen = before + [sample]
            guard seen.count == PatternCheck.proof else {
                state = .seeking(seen)
                return
            }
            if let place = places[seen] {
                state = .following((place + PatternCheck.proof) % pattern.count)
                matched += PatternCheck.proof
                hasBegun = true
            } else {
                state = seen.allSatisfy { $0 == 0 } ? .silent : .seeking(Array(seen.dropFirst()))
            }
        case .following(let place):
            if sample == pattern[place] {
                state = .following((place + 1) % pattern.count)
                matched += 1
            } else {
                // The end of a speech is no jump.
                if sample != 0 { slips += 1 }
                state = sample == 0 ? .silent : .seeking([sample])
            }
        }
    }
}
