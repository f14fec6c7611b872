/// What is to happen, by its time in milliseconds; what is due at the same time keeps the order in which it was noted.
struct Agenda<Happening> {
    /// A heap of times and numbers in one word each: what happens is large, and stays where it is.
    private var heap: [Int] = []
    private var happenings: [Int: Happening] = [:]
    private var noted = 0

    mutating func note(_ happening: Happening, at time: Int) {
        happenings[noted] = happening
        heap.append(time << 32 | noted)
        noted += 1
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (time: Int, happening: Happening)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            var parent = 0
            while true {
                let left = 2 * parent + 1
                guard left < heap.count else { break }
                let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
                guard heap[child] < heap[parent] else { break }
                heap.swapAt(child, parent)
                parent = child
            }
        }
        return happenings.removeValue(forKey: first & 0xFFFF_FFFF).map { (first >> 32, $0) }
    }
}
