/// What waits to be sent, in order and bounded in bytes.
///
/// Where it is full, the oldest audio gives way; control events are never dropped. A single event larger than the whole outbox
/// is taken when nothing of its kind waits, so that an image or a long recording can be sent at all.
struct Outbox: Sendable {
    enum Kind: Sendable, Hashable { case control, audio }

    enum Outcome: Sendable, Hashable {
        case queued
        /// Queued; this many older audio events gave way.
        case droppedAudio(Int)
        /// Not queued: control events alone fill the outbox.
        case overflow
    }

    private struct Entry: Sendable {
        let text: String
        let kind: Kind
        var bytes: Int { text.utf8.count }
    }

    let limit: Int
    /// Slots of events that gave way are nil until they reach the head.
    private var entries: [Entry?] = []
    private var head = 0
    /// No audio waits before this index.
    private var oldestAudio = 0
    private(set) var audioBytes = 0
    private(set) var controlBytes = 0
    private(set) var audioCount = 0
    private(set) var controlCount = 0

    /// - Parameter limit: bytes that may wait.
    init(limit: Int) { self.limit = limit }

    var bytes: Int { audioBytes + controlBytes }
    var isEmpty: Bool { audioCount + controlCount == 0 }

    mutating func append(_ text: String, as kind: Kind) -> Outcome {
        let size = text.utf8.count
        switch kind {
        case .control:
            if controlCount > 0, controlBytes + size > limit { return .overflow }
            controlBytes += size
            controlCount += 1
        case .audio:
            audioBytes += size
            audioCount += 1
        }
        entries.append(Entry(text: text, kind: kind))
        // The newest audio stays: the pupil is still talking.
        var dropped = 0
        while bytes > limit, audioCount > (kind == .audio ? 1 : 0), dropOldestAudio() { dropped += 1 }
        return dropped == 0 ? .queued : .droppedAudio(dropped)
    }

    /// The next event, in order.
    mutating func take() -> (text: String, kind: Kind)? {
        while head < entries.count {
            let entry = entries[head]
            entries[head] = nil
            head += 1
            if head > 64, head * 2 > entries.count { compact() }
            if let entry {
                count(out: entry)
                return (entry.text, entry.kind)
            }
        }
        compact()
        return nil
    }

    private mutating func dropOldestAudio() -> Bool {
        oldestAudio = max(oldestAudio, head)
        while oldestAudio < entries.count {
            if let entry = entries[oldestAudio], entry.kind == .audio {
                entries[oldestAudio] = nil
                count(out: entry)
                return true
            }
            oldestAudio += 1
        }
        return false
    }

    private mutating func count(out entry: Entry) {
        switch entry.kind {
        case .control:
            controlBytes -= entry.bytes
            controlCount -= 1
        case .audio:
            audioBytes -= entry.bytes
            audioCount -= 1
        }
    }

    private mutating func compact() {
        entries.removeFirst(head)
        oldestAudio = max(0, oldestAudio - head)
        head = 0
    }
}
