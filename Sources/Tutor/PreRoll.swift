import Audio

/// The newest second of the microphone, in memory only, so that a turn can begin before its press.
struct PreRoll: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        var frame: AudioFrame
        var level: Level
        /// When the frame's first sample was captured.
        var at: Duration
        var end: Duration { at + frame.duration }
    }

    private var entries: [Entry] = []
    static let length = Duration.seconds(1)

    mutating func keep(_ entry: Entry) {
        entries.append(entry)
        let oldest = entry.end - PreRoll.length
        if let index = entries.firstIndex(where: { $0.end > oldest }), index > 0 { entries.removeFirst(index) }
    }

    /// The frames that end after a point in time, in order.
    func since(_ start: Duration) -> [Entry] { entries.filter { $0.end > start } }

    mutating func forget() { entries.removeAll() }
}
