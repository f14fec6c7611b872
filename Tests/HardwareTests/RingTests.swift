import Glibc
import Testing

@testable import Hardware

struct RingTests {
    private func write(_ values: [Int], to ring: Ring<Int>) -> Int {
        values.withUnsafeBufferPointer { ring.write($0) }
    }

    private func take(_ count: Int, from ring: Ring<Int>) -> [Int] {
        var room = [Int](repeating: -1, count: count)
        let got = room.withUnsafeMutableBufferPointer { ring.take(into: $0) }
        return Array(room[..<got])
    }

    @Test func `what is written is taken in order, over the seam`() {
        let ring = Ring<Int>(capacity: 8)
        var next = 0
        var expected = 0
        for round in 0..<100 {
            let count = 1 + round % 8
            let fitting = min(count, ring.room)
            #expect(write(Array(next..<(next + count)), to: ring) == fitting)
            next += fitting
            let taken = take(1 + (round * 5) % 8, from: ring)
            #expect(taken == Array(expected..<(expected + taken.count)))
            expected += taken.count
            #expect(ring.count == next - expected && ring.room == 8 - ring.count)
        }
        #expect(ring.writtenCount == next && ring.takenCount == expected)
    }

    @Test func `a full ring takes no more, an empty one gives nothing`() {
        let ring = Ring<Int>(capacity: 3)
        #expect(ring.capacity == 4)
        #expect((0..<6).map { ring.push($0) } == [true, true, true, true, false, false])
        #expect(write([9], to: ring) == 0)
        #expect((0..<5).map { _ in ring.pop() } == [0, 1, 2, 3, nil])
        #expect(take(3, from: ring).isEmpty && ring.isEmpty)
    }

    @Test func `skipping drops what is before a position, and never goes back`() {
        let ring = Ring<Int>(capacity: 16)
        _ = write(Array(0..<10), to: ring)
        #expect(ring.skip(to: 4) == 4 && ring.pop() == 4)
        #expect(ring.skip(to: 2) == 0 && ring.pop() == 5)
        #expect(ring.skip(to: 99) == 4 && ring.isEmpty && ring.takenCount == 10)
        #expect(ring.push(7) && ring.pop() == 7)
    }

    @Test func `two threads lose nothing, double nothing and see whole values`() async {
        struct Pair: BitwiseCopyable, Sendable {
            var value: Int
            var negated: Int
        }
        let ring = Ring<Pair>(capacity: 64)
        let count = 200_000
        async let wrong: Int = withCheckedContinuation { continuation in
            ReaderThread.start {
                var wrong = 0
                for expected in 0..<count {
                    var pair = ring.pop()
                    while pair == nil {
                        sched_yield()
                        pair = ring.pop()
                    }
                    if pair?.value != expected || pair?.negated != ~expected { wrong += 1 }
                }
                continuation.resume(returning: wrong)
            }
        }
        await withCheckedContinuation { continuation in
            ReaderThread.start {
                for value in 0..<count {
                    while !ring.push(Pair(value: value, negated: ~value)) { sched_yield() }
                }
                continuation.resume()
            }
        }
        #expect(await wrong == 0)
        #expect(ring.isEmpty && ring.takenCount == count)
    }
}

/// A thread that may spin without holding up Swift's own.
private enum ReaderThread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        Task.detached { try? await DeviceThread.run(named: "ring-test", stop: Wakeup()) { body() } }
    }
}
