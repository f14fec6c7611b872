import Audio

/// What was said, as it was sent: bounded, so that it can be said again to a new connection.
struct SpokenAudio: Sendable, Hashable {
    private(set) var pieces: [AudioBytes] = []
    private var bytes = 0

    var isEmpty: Bool { pieces.isEmpty }

    /// Keeps the newest.
    /// - Returns: how many older pieces were dropped.
    mutating func add(_ piece: AudioBytes, within limit: Duration) -> Int {
        pieces.append(piece)
        bytes += piece.bytes.count
        let most = 2 * AudioFrame.samples(in: limit)
        var surplus = 0
        while bytes > most, surplus < pieces.count - 1 {
            bytes -= pieces[surplus].bytes.count
            surplus += 1
        }
        pieces.removeFirst(surplus)
        return surplus
    }
}
