import Audio
import Hardware

/// Reads what a board notices, in order.
///
/// It needs no clock of its own: microphone frames flow always, so waiting for a time is counting frames.
final class BoardEventReader {
    private let queue = BoardEventQueue()
    private var events: AsyncStream<BoardEvent>.Iterator

    init() { events = queue.events.makeAsyncIterator() }

    /// Runs a board, whose events are read here, in a task of its own.
    func run(_ board: any Board) -> Task<Void, any Error> {
        let queue = queue
        return Task {
            defer { queue.finish() }
            try await board.run { queue.post($0) }
        }
    }

    /// The next event; nil after the last.
    func next() async -> BoardEvent? { await events.next() }

    /// All events up to the first that fits, with it. Ends without it only when the stream ends.
    func read(until fits: (BoardEvent) -> Bool) async -> [BoardEvent] {
        var seen: [BoardEvent] = []
        while let event = await next() {
            seen.append(event)
            if fits(event) { break }
        }
        return seen
    }

    /// All events until one that fits, with it.
    func read(until fits: KeyPath<BoardEvent, Bool>) async -> [BoardEvent] { await read { $0[keyPath: fits] } }

    /// All events of the next so many microphone frames of 20 ms.
    func read(frames: Int) async -> [BoardEvent] {
        var left = frames
        return await read { event in
            if case .heard = event { left -= 1 }
            return left <= 0
        }
    }

    /// All events until the microphone and the speaker are lost and what was queued is told to be gone: all that comes
    /// before they are back.
    func readUntilLost() async -> [BoardEvent] {
        var microphone = false
        var speaker = false
        var silenced = false
        return await read { event in
            switch event {
            case .microphone(let state): microphone = state != .running
            case .speaker(let state): speaker = state != .running
            case .silenced: silenced = true
            case .pressed, .released, .held, .heard, .played, .lamp: break
            }
            return microphone && speaker && silenced
        }
    }

    /// Waits until microphone and speaker both run.
    func waitUntilRunning() async -> [BoardEvent] {
        var microphone = false
        var speaker = false
        return await read { event in
            switch event {
            case .microphone(let state): microphone = state == .running
            case .speaker(let state): speaker = state == .running
            case .pressed, .released, .held, .heard, .played, .silenced, .lamp: break
            }
            return microphone && speaker
        }
    }
}

extension [BoardEvent] {
    /// 24 kHz samples reported as played.
    var samplesPlayed: Int {
        reduce(0) { sum, event in
            if case .played(let samples, _) = event { sum + samples } else { sum }
        }
    }

    var silences: Int { count { if case .silenced = $0 { true } else { false } } }

    var frames: [(frame: AudioFrame, at: Duration)] {
        compactMap { if case .heard(let frame, let at) = $0 { (frame, at) } else { nil } }
    }

    var samplesHeard: [Int16] { frames.flatMap(\.frame.samples) }
}
