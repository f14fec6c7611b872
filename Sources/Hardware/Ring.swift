import Synchronization

/// A queue between one thread that writes and one that reads, without a lock and without allocating.
///
/// Positions count elements since the start and never go back, so that both sides can speak of the same element.
/// `@unchecked`: the memory between the two positions belongs to the reader, the rest to the writer.
final class Ring<Element: BitwiseCopyable>: @unchecked Sendable {
    let capacity: Int
    private let storage: UnsafeMutablePointer<Element>
    private let mask: Int
    private let written = Atomic(0)
    private let taken = Atomic(0)

    /// - Parameter capacity: of elements; the next power of two is taken.
    init(capacity: Int) {
        var size = 1
        while size < capacity { size *= 2 }
        self.capacity = size
        mask = size - 1
        storage = .allocate(capacity: size)
    }

    deinit { storage.deallocate() }

    /// Elements that were ever written: the position of the next.
    var writtenCount: Int { written.load(ordering: .acquiring) }
    /// Elements that were ever taken or skipped.
    var takenCount: Int { taken.load(ordering: .acquiring) }
    var count: Int {
        let before = takenCount
        return writtenCount - before
    }
    var isEmpty: Bool { count == 0 }

    // MARK: The writer's side

    var room: Int { capacity - (written.load(ordering: .relaxed) - takenCount) }

    /// Writes the first of the elements, as many as fit.
    /// - Returns: how many.
    func write(_ elements: UnsafeBufferPointer<Element>) -> Int {
        let position = written.load(ordering: .relaxed)
        let count = min(elements.count, capacity - (position - takenCount))
        guard count > 0, let source = elements.baseAddress else { return 0 }
        let first = min(count, capacity - position & mask)
        (storage + position & mask).update(from: source, count: first)
        if count > first { storage.update(from: source + first, count: count - first) }
        written.store(position + count, ordering: .releasing)
        return count
    }

    /// - Returns: false when it is full.
    func push(_ element: Element) -> Bool {
        let position = written.load(ordering: .relaxed)
        guard position - takenCount < capacity else { return false }
        (storage + position & mask).initialize(to: element)
        written.store(position + 1, ordering: .releasing)
        return true
    }

    // MARK: The reader's side

    /// Takes the next elements, as many as there are and fit.
    /// - Returns: how many.
    func take(into target: UnsafeMutableBufferPointer<Element>) -> Int {
        let position = taken.load(ordering: .relaxed)
        let count = min(target.count, writtenCount - position)
        guard count > 0, let destination = target.baseAddress else { return 0 }
        let first = min(count, capacity - position & mask)
        destination.update(from: storage + position & mask, count: first)
        if count > first { (destination + first).update(from: storage, count: count - first) }
        taken.store(position + count, ordering: .releasing)
        return count
    }

    func pop() -> Element? {
        let position = taken.load(ordering: .relaxed)
        guard position < writtenCount else { return nil }
        let element = (storage + position & mask).pointee
        taken.store(position + 1, ordering: .releasing)
        return element
    }

    /// Drops what was written before a position.
    /// - Returns: how many elements were dropped.
    func skip(to position: Int) -> Int {
        let before = taken.load(ordering: .relaxed)
        let after = min(position, writtenCount)
        guard after > before else { return 0 }
        taken.store(after, ordering: .releasing)
        return after - before
    }
}
