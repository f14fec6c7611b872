/// Board events that wait to be read, in order, with a bound on microphone frames.
struct BoardEventBacklog: Sendable {
    private var events: [BoardEvent] = []
    private var head = 0
    private var frames = 0
    private let framesKept: Int
    private(set) var framesDropped = 0

    init(framesKept: Int) { self.framesKept = framesKept }

    var count: Int { events.count - head }

    mutating func append(_ event: BoardEvent) {
        if case .heard = event {
            frames += 1
            if frames > framesKept { dropOldestFrame() }
        }
        if let last = events.indices.last, last >= head, let sum = BoardEventBacklog.sum(events[last], event) {
            events[last] = sum
        } else {
            events.append(event)
        }
    }

    mutating func popFirst() -> BoardEvent? {
        guard head < events.count else { return nil }
        let event = events[head]
        head += 1
        if case .heard = event { frames -= 1 }
        if head == events.count || head >= 1_024 {
            events.removeFirst(head)
            head = 0
        }
        return event
    }

    private mutating func dropOldestFrame() {
        let oldest = events[head...].firstIndex { event in
            if case .heard = event { true } else { false }
        }
        guard let oldest else { return }
        events.remove(at: oldest)
        frames -= 1
        framesDropped += 1
        if oldest > head, oldest < events.count, let sum = BoardEventBacklog.sum(events[oldest - 1], events[oldest]) {
            events[oldest - 1] = sum
            events.remove(at: oldest)
        }
    }

    /// Two reports of played samples as one; nil for anything else.
    private static func sum(_ first: BoardEvent, _ second: BoardEvent) -> BoardEvent? {
        guard case .played(let before, _) = first, case .played(let after, let at) = second else { return nil }
        return .played(samples: before + after, at: at)
    }
}
