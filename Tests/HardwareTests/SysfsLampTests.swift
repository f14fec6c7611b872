import Foundation
import Testing

@testable import Hardware

/// Lamps by LEDs of the kernel and by PWM channels, in a folder in the place of sysfs. See `BoardOnKernelTests` for
/// those of a kernel.
struct SysfsLampTests {
    private let room: SysfsRoom

    init() throws { room = try SysfsRoom() }

    private func lamps(_ rows: [LampLine]) throws -> Lamps {
        try Lamps(BoardDescription(name: "b", lamps: rows), sysfs: room.path)
    }

    @Test func `a LED is as bright as its row says, and its trigger comes back`() throws {
        try room.addLED("tutor:red:status", most: 200, trigger: "none mmc0 [heartbeat] timer")
        let lamps = try lamps([LampLine(.led("tutor:red:status"), lit: [.listening: 100, .ready: 15, .muted: 1])])
        let led = "class/leds/tutor:red:status/"
        try lamps.open()
        #expect(try room.value(led + "brightness") == "0")
        #expect(try room.value(led + "trigger").hasPrefix("none"))
        for (state, brightness) in [(Lamp.listening, "200"), (.ready, "30"), (.muted, "2"), (.thinking, "0")] {
            lamps.show(state)
            #expect(try room.value(led + "brightness") == brightness, "\(state)")
        }
        lamps.show(.listening)
        lamps.close()
        #expect(try room.value(led + "brightness") == "0")
        #expect(try room.value(led + "trigger") == "heartbeat")
    }

    @Test func `a LED that knows only on and off is on when it shall be dim`() throws {
        try room.addLED("L", most: 1)
        let lamps = try lamps([LampLine(.led("L"), lit: [.ready: 15])])
        try lamps.open()
        lamps.show(.ready)
        #expect(try room.value("class/leds/L/brightness") == "1")
    }

    @Test func `the kernel blinks a LED that has the trigger for it`() throws {
        try room.addLED("L")
        let lamps = try lamps([
            LampLine(
                .led("L"), lit: [.ready: 100, .offline: 20],
                blink: [.offline: BlinkPattern(onMilliseconds: 100, offMilliseconds: 1_900)])
        ])
        try lamps.open()
        lamps.show(.offline)
        #expect(try room.value("class/leds/L/trigger") == "timer")
        #expect(try room.value("class/leds/L/brightness") == "51")
        #expect(try room.value("class/leds/L/delay_on") == "100")
        #expect(try room.value("class/leds/L/delay_off") == "1900")
        lamps.show(.ready)
        #expect(try room.value("class/leds/L/trigger") == "none")
        #expect(try room.value("class/leds/L/brightness") == "255")
    }

    @Test func `a LED that is not there is an error that lists those that are`() throws {
        try room.addLED("ACT")
        try room.addLED("PWR")
        let lamps = try lamps([LampLine(.led("ATC"), lit: [.listening: 100])])
        #expect(throws: HardwareError.noLED("ATC", found: ["ACT", "PWR"])) { try lamps.open() }
    }

    @Test func `a LED that another program holds is an error that names it`() throws {
        try room.addLED("L")
        let rows = [LampLine(.led("L"), lit: [.listening: 100])]
        let first = try lamps(rows)
        try first.open()
        let error = #expect(throws: HardwareError.self) { try lamps(rows).open() }
        guard case .lampBusy("LED 'L'", let users)? = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(users.map(\.process) == [getpid()])
        first.close()
        let second = try lamps(rows)
        try second.open()
        second.close()
    }

    @Test func `when one lamp cannot be had none is held`() throws {
        try room.addLED("L", trigger: "none [heartbeat]")
        let rows = [LampLine(.led("L"), lit: [.listening: 100]), LampLine(.led("M"), lit: [.ready: 100])]
        #expect(throws: HardwareError.self) { try lamps(rows).open() }
        #expect(try room.value("class/leds/L/trigger") == "heartbeat")
        let alone = try lamps([rows[0]])
        try alone.open()
        alone.close()
    }

    @Test(arguments: [false, true])
    func `a channel dims a lamp, and is given back`(activeLow: Bool) throws {
        try room.addPWMChip("pwmchip3", device: "fe20c000.pwm")
        let lamps = try lamps([
            LampLine(
                .pwm(PWMChannel(chip: "fe20c000.pwm", channel: 1)), activeLow: activeLow,
                lit: [.listening: 100, .ready: 15])
        ])
        try lamps.open()
        let channel = "class/pwm/pwmchip3/pwm1/"
        #expect(try room.value(channel + "period") == "1000000")
        #expect(try room.value(channel + "polarity") == (activeLow ? "inversed" : "normal"))
        #expect(try room.value(channel + "enable") == "1")
        for (state, duty) in [(Lamp.off, "0"), (.listening, "1000000"), (.ready, "150000"), (.thinking, "0")] {
            lamps.show(state)
            #expect(try room.value(channel + "duty_cycle") == duty, "\(state)")
        }
        lamps.show(.listening)
        lamps.close()
        #expect(try room.value(channel + "duty_cycle") == "0")
        // What a low line lights would be lit by a channel that is off.
        #expect(try room.value(channel + "enable") == (activeLow ? "1" : "0"))
        #expect(try room.value("class/pwm/pwmchip3/unexport") == "1")
    }

    @Test(arguments: [PWMChannel(chip: "pwmchip0", channel: 0), PWMChannel(chip: "pwmchip3", channel: 2)])
    func `a channel that is not there is an error that lists the chips`(channel: PWMChannel) throws {
        try room.addPWMChip("pwmchip3", device: "fe20c000.pwm")
        let lamps = try lamps([LampLine(.pwm(channel), lit: [.listening: 100])])
        #expect(throws: HardwareError.noPWM(channel, found: ["'fe20c000.pwm' (pwmchip3, 2 channels)"])) {
            try lamps.open()
        }
    }

    @Test func `what a machine has is listed`() throws {
        try room.addLED("ACT", trigger: "none [mmc0]")
        try room.addPWMChip("pwmchip3", device: "fe20c000.pwm")
        #expect(
            KernelLED.all(sysfs: room.path)
                == [KernelLED(name: "ACT", brightness: 0, mostBrightness: 255, trigger: "mmc0")])
        #expect(
            PWMChip.all(sysfs: room.path) == [PWMChip(name: "pwmchip3", device: "fe20c000.pwm", channels: 2)])
    }

    @Test func `what a board has and this machine has not is named at its place`() throws {
        try room.addLED("ACT")
        let description = BoardDescription(
            name: "b", chip: "pinctrl-nowhere", buttons: [ButtonLine(.talk, line: .offset(17))],
            lamps: [
                LampLine(.led("ACT"), lit: [.listening: 100]), LampLine(.led("PWR"), lit: [.ready: 100]),
                LampLine(.pwm(PWMChannel(chip: "pwmchip0")), lit: [.muted: 100]),
            ])
        let mismatches = description.mismatches(sysfs: room.path)
        #expect(mismatches.map(\.path) == ["chip", "lamps[1].led", "lamps[2].pwm"])
        #expect(mismatches[1].error == .noLED("PWR", found: ["ACT"]))
        #expect(mismatches[2].error == .noPWM(PWMChannel(chip: "pwmchip0"), found: []))
    }

    @Test func `who has a file open is found`() throws {
        try room.addLED("L")
        let path = room.path + "/class/leds/L/brightness"
        #expect(OpenFiles.users(ofFile: path).isEmpty)
        let file = try #require(FileHandle(forReadingAtPath: path))
        #expect(OpenFiles.users(ofFile: path).map(\.process) == [getpid()])
        try file.close()
        #expect(OpenFiles.users(ofFile: path).isEmpty)
    }
}
