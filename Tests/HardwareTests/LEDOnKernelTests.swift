import Foundation
import Testing

@testable import Hardware

/// Lamps that are LEDs of a real kernel: run by `Tests/HIL/hil.sh`.
@Suite(
    .serialized, .timeLimit(.minutes(1)),
    .enabled(if: KernelWorld.exists, "run it by Tests/HIL/hil.sh, which boots the kernel that it needs"),
    .enabled(
        if: !KernelWorld.exists || UserLED.exists,
        "this kernel has no /dev/uleds: build one with Tests/HIL/board/build-kernel.sh (CONFIG_LEDS_USER)"))
struct LEDOnKernelTests {
    @Test func `a LED shows what it is asked to, and goes dark when it is given back`() throws {
        let led = try UserLED("tutor:red:status", most: 100)
        let lamps = try Lamps(
            BoardDescription(name: "b", lamps: [LampLine(.led(led.name), lit: [.listening: 100, .ready: 15])]))
        try lamps.open()
        lamps.show(.listening)
        #expect(try led.nextBrightness() == 100)
        lamps.show(.ready)
        #expect(try led.nextBrightness() == 15)
        lamps.show(.thinking)
        #expect(try led.nextBrightness() == 0)
        lamps.show(.listening)
        #expect(try led.nextBrightness() == 100)
        lamps.close()
        #expect(try led.nextBrightness() == 0)
    }

    @Test func `a timer that a killed run left lets go of the LED, and does not blink on after`() throws {
        let led = try UserLED("tutor:green:status")
        try Data("timer".utf8).write(to: URL(filePath: "/sys/class/leds/\(led.name)/trigger"))
        let lamps = try Lamps(BoardDescription(name: "b", lamps: [LampLine(.led(led.name), lit: [.listening: 100])]))
        try lamps.open()
        #expect(try led.value("trigger").contains("[none]"))
        lamps.show(.listening)
        #expect(try led.value("brightness") == "255")
        lamps.close()
        #expect(try led.value("trigger").contains("[none]"))
    }

    @Test func `the kernel blinks by the pattern of the board file, and stops at once`() throws {
        let led = try UserLED("tutor:blue:status")
        let pattern = BlinkPattern(onMilliseconds: 200, offMilliseconds: 300)
        let lamps = try Lamps(
            BoardDescription(
                name: "b", lamps: [LampLine(.led(led.name), lit: [.ready: 50], blink: [.trouble: pattern])]))
        try lamps.open()
        lamps.show(.trouble)
        #expect(try led.value("trigger").contains("[timer]"))
        #expect(try led.value("delay_on") == "200" && led.value("delay_off") == "300")
        // Nobody runs `lamps.run()`: it is the kernel that blinks.
        var seen: [Int32] = []
        let began = MonotonicClock.now
        while seen.count(where: { $0 == 0 }) < 3 { seen.append(try led.nextBrightness()) }
        #expect(seen.allSatisfy { $0 == 0 || $0 == 255 }, "\(seen)")
        let took = MonotonicClock.now - began
        #expect(took > .milliseconds(900) && took < .seconds(10), "\(took)")
        lamps.show(.ready)
        #expect(try led.value("trigger").contains("[none]"))
        #expect(try led.value("brightness") == "127")
        lamps.close()
        #expect(try led.value("brightness") == "0")
    }

    @Test func `a LED that is pulled is a lost recording lamp, and works again when it is back`() async throws {
        let (events, told) = AsyncStream.makeStream(of: BoardEvent.self)
        var led: UserLED? = try UserLED("tutor:usb:status")
        let lamps = try Lamps(
            BoardDescription(name: "b", lamps: [LampLine(.led("tutor:usb:status"), lit: [.listening: 100])])
        ) { told.yield($0) }
        try lamps.open()
        lamps.show(.listening)
        led = nil
        lamps.show(.off)
        #expect(lamps.faults == [.noLED("tutor:usb:status", found: KernelLED.all().map(\.name))])
        led = try UserLED("tutor:usb:status")
        lamps.show(.listening)
        #expect(lamps.faults.isEmpty)
        #expect(try led?.nextBrightness() == 255)
        lamps.close()
        told.finish()
        var states: [Bool] = []
        for await event in events { if case .lamp(let state) = event { states.append(state == .running) } }
        #expect(states == [false, true])
    }

    @Test func `the LEDs of the kernel are listed`() throws {
        let led = try UserLED("tutor:white:status", most: 7)
        #expect(
            KernelLED.all().contains(KernelLED(name: led.name, brightness: 0, mostBrightness: 7, trigger: "none")))
    }
}
