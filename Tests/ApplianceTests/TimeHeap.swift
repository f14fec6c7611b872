/// The earliest of many times.
struct TimeHeap {
    private var times: [Int] = []

    mutating func push(_ time: Int) {
        times.append(time)
        var child = times.count - 1
        while child > 0, times[child] < times[(child - 1) / 2] {
            times.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Int? {
        guard let first = times.first else { return nil }
        let last = times.removeLast()
        guard !times.isEmpty else { return first }
        times[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < times.count else { return first }
            let child = left + 1 < times.count && times[left + 1] < times[left] ? left + 1 : left
            guard times[child] < times[parent] else { return first }
            times.swapAt(child, parent)
            parent = child
        }
    }
}
