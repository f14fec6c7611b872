import Testing

@testable import Hardware

struct BlinkTests {
    @Test(arguments: [
        (0, true, 100), (99, true, 100), (100, false, 1_000), (999, false, 1_000), (1_000, true, 1_100),
        (1_100, false, 2_000), (60_050, true, 60_100),
    ])
    func `a pattern says whether it is lit and until when`(elapsed: Int, isLit: Bool, until: Int) {
        let phase = BlinkPattern(onMilliseconds: 100, offMilliseconds: 900).phase(at: .milliseconds(elapsed))
        #expect(phase.isLit == isLit)
        #expect(phase.until == .milliseconds(until))
    }

    @Test func `what the kernel does not blink is blinked until something else is shown`() async throws {
        let (writes, written) = AsyncStream.makeStream(of: Int.self)
        let pattern = BlinkPattern(onMilliseconds: 167, offMilliseconds: 167)
        let lamps = try Lamps([LampLine(.led("L"), lit: [.ready: 30], blink: [.trouble: pattern])], notice: { _ in }) {
            _, _ in FaultyLamp { written.yield($0) }
        }
        try lamps.open()
        let running = Task { try await lamps.run() }
        lamps.show(.trouble)
        var reader = writes.makeAsyncIterator()
        // A busy machine may make it late: then it goes on in step, and a half may be missing or come twice.
        var turns: [Int] = []
        while turns.count < 6, let percent = await reader.next() {
            if percent != turns.last { turns.append(percent) }
        }
        #expect(turns == [100, 0, 100, 0, 100, 0])
        lamps.show(.ready)
        // One more half may have been drawn meanwhile.
        while let percent = await reader.next(), percent != 30 {}
        running.cancel()
        try await running.value
        lamps.close()
        #expect(await reader.next() == 0)
    }

    @Test func `a kernel that takes a pattern only later is asked again, and then left alone`() {
        let driver = FaultyLamp { _ in }
        driver.answers = [.blinksOtherwise, .blinksOtherwise, .blinks]
        var lamp = try! HeldLamp(LampLine(.led("L"), lit: [:], blink: [.trouble: BlinkPattern()])) { _, _ in driver }
        lamp.draw(.blinking(percent: 100, BlinkPattern()), at: .zero)
        #expect(lamp.deadline == .milliseconds(100))
        lamp.turn(at: .milliseconds(99))
        #expect(driver.answers.count == 2)
        lamp.turn(at: .milliseconds(100))
        #expect(lamp.deadline == .milliseconds(200))
        lamp.turn(at: .milliseconds(200))
        #expect(lamp.deadline == nil)
    }

    @Test func `a kernel that never takes a pattern is not asked for ever`() {
        let driver = FaultyLamp { _ in }
        driver.answers = Array(repeating: .blinksOtherwise, count: 100)
        var lamp = try! HeldLamp(LampLine(.led("L"), lit: [:], blink: [.trouble: BlinkPattern()])) { _, _ in driver }
        lamp.draw(.blinking(percent: 100, BlinkPattern()), at: .zero)
        var turns = 0
        while case .blinksOtherwise? = driver.answers.first, driver.percents.isEmpty {
            lamp.turn(at: lamp.deadline ?? .zero)
            turns += 1
        }
        #expect(turns == HeldLamp.settling.tries)
        #expect(driver.percents == [100])
    }
}
