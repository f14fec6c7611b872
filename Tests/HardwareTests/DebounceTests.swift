import Testing

@testable import Hardware

struct DebounceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Milliseconds of each edge; the first presses, the next releases, and so on.
        var edges: [Int]
        var told: [Int]
    }

    @Test(arguments: [
        Row(testDescription: "a clean press and release", edges: [100, 500], told: [100, 500]),
        Row(testDescription: "a press that bounces", edges: [100, 101, 102], told: [100]),
        Row(testDescription: "a release that bounces", edges: [100, 500, 501, 502], told: [100, 500]),
        Row(testDescription: "a glitch of 1 ms is a press as short", edges: [100, 101], told: [100, 101]),
        Row(testDescription: "bounces that keep coming are one press", edges: [100, 115, 130, 145, 160], told: [100]),
        Row(testDescription: "two presses", edges: [100, 300, 400, 600], told: [100, 300, 400, 600]),
        Row(
            testDescription: "edges exactly the quiet time apart count", edges: [100, 120, 140], told: [100, 120, 140]),
    ])
    func `edges become presses`(row: Row) {
        #expect(told(row.edges, settlesInTime: true) == row.told)
        #expect(told(row.edges, settlesInTime: false) == row.told, "when edges are read late, all at once")
    }

    @Test func `1,000 bounces in 1 s are one press`() {
        #expect(told(Array(1...1_001), settlesInTime: true) == [1])
        #expect(told(Array(1...1_000), settlesInTime: true) == [1, 1_000])
    }

    @Test func `changes alternate, whatever the edges`() {
        var seed: UInt64 = 3
        func random(_ below: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1
            return Int(seed >> 33) % below
        }
        for _ in 0..<500 {
            var debounce = Debounce(quiet: .milliseconds(20))
            var now = Duration.zero
            var changes: [Debounce.Change] = []
            for _ in 0..<100 {
                now += .milliseconds(random(40))
                if random(3) == 0, let deadline = debounce.deadline, deadline <= now {
                    if let change = debounce.settle(pressed: random(2) == 0) { changes.append(change) }
                } else {
                    changes += debounce.edge(pressed: random(2) == 0, at: now)
                }
            }
            #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.pressed != $1.pressed })
            #expect(changes.first?.pressed ?? true)
            #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.at <= $1.at })
        }
    }

    @Test func `an edge that the kernel lost is made up for by the line's value`() {
        var debounce = Debounce(quiet: .milliseconds(20))
        _ = debounce.edge(pressed: true, at: .milliseconds(100))
        #expect(debounce.settle(pressed: false) == .init(pressed: false, at: .milliseconds(100)))
    }

    @Test func `a button that is held from the start tells its release, and then its next press`() {
        var debounce = Debounce(quiet: .milliseconds(20), pressed: true)
        #expect(debounce.edge(pressed: false, at: .milliseconds(100)).isEmpty)
        #expect(debounce.settle(pressed: false) == .init(pressed: false, at: .milliseconds(100)))
        #expect(debounce.edge(pressed: true, at: .milliseconds(200)).map(\.pressed) == [true])
    }

    /// The times (ms) of the changes that edges led to; the settling is asked for when due, or only at the end.
    private func told(_ edges: [Int], settlesInTime: Bool) -> [Int] {
        var debounce = Debounce(quiet: .milliseconds(20))
        var changes: [Debounce.Change] = []
        var pressed = false
        for edge in edges {
            let time = Duration.milliseconds(edge)
            if settlesInTime, let deadline = debounce.deadline, deadline <= time {
                if let change = debounce.settle(pressed: pressed) { changes.append(change) }
            }
            pressed.toggle()
            changes += debounce.edge(pressed: pressed, at: time)
        }
        if let change = debounce.settle(pressed: pressed) { changes.append(change) }
        return changes.map { Int($0.at / .milliseconds(1)) }
    }
}
