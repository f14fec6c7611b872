@testable import Hardware

/// A lamp that can break: it fails as often as it is told to, and tells what was drawn. Used under the lamps' lock.
final class FaultyLamp: LampDriver, @unchecked Sendable {
    /// How many of the next writes fail.
    var failures = 0
    /// What the kernel says to each wish to blink; then, that it cannot.
    var answers: [KernelBlinking] = []
    /// What was drawn.
    private(set) var percents: [Int] = []
    private let draw: (Int) -> Void

    init(_ draw: @escaping (Int) -> Void) { self.draw = draw }

    static let error = HardwareError.file(operation: "writing", path: "/sys/lamp", code: 5)

    func set(percent: Int) throws(HardwareError) {
        if failures > 0 {
            failures -= 1
            throw FaultyLamp.error
        }
        percents.append(percent)
        draw(percent)
    }

    func blink(percent: Int, _ pattern: BlinkPattern) -> KernelBlinking {
        answers.isEmpty ? .cannot : answers.removeFirst()
    }

    func release() {
        // As the real ones: what cannot be darkened is given back all the same.
        try? set(percent: 0)
    }
}
