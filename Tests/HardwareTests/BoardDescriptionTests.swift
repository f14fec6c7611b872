import Testing

@testable import Hardware

struct BoardDescriptionTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var path: String
        var change: @Sendable (inout BoardDescription) -> Void
    }

    @Test(arguments: [
        Wrong(testDescription: "no chip", path: "chip") { $0.chip = nil },
        Wrong(testDescription: "a button twice", path: "buttons[1].button") {
            $0.buttons.append(ButtonLine(.talk, line: .offset(3)))
        },
        Wrong(testDescription: "a line twice", path: "lamps[0].line") { $0.lamps[0].source = .line(.name("BTN_TALK")) },
        Wrong(testDescription: "an offset below 0", path: "buttons[0].line") { $0.buttons[0].line = .offset(-1) },
        Wrong(testDescription: "an empty name", path: "buttons[0].line") { $0.buttons[0].line = .name("") },
        Wrong(testDescription: "no debounce", path: "buttons[0].debounceMilliseconds") {
            $0.buttons[0].debounceMilliseconds = 0
        },
        Wrong(testDescription: "a second in the kernel", path: "buttons[0].kernelDebounceMilliseconds") {
            $0.buttons[0].kernelDebounceMilliseconds = 1_000
        },
        Wrong(testDescription: "a talk button that is pressed twice", path: "buttons[0].double") {
            $0.buttons[0].double = .mute
        },
        Wrong(testDescription: "a lamp that is never lit", path: "lamps[1].lit") {
            $0.lamps.append(LampLine(line: .offset(4), lit: []))
        },
        Wrong(testDescription: "a lamp that is lit when all is off", path: "lamps[1].lit") {
            $0.lamps.append(LampLine(line: .offset(4), lit: [.off, .ready]))
        },
        Wrong(testDescription: "a brightness of 0", path: "lamps[0].lit") { $0.lamps[0].lit = [.listening: 0] },
        Wrong(testDescription: "a LED in another folder", path: "lamps[1].led") {
            $0.lamps.append(LampLine(.led("../input1"), lit: [.ready: 100]))
        },
        Wrong(testDescription: "a LED that is lit by a low line", path: "lamps[1].activeLow") {
            $0.lamps.append(LampLine(.led("ACT"), activeLow: true, lit: [.ready: 100]))
        },
        Wrong(testDescription: "a LED twice", path: "lamps[2].led") {
            $0.lamps += [LampLine(.led("ACT"), lit: [.ready: 100]), LampLine(.led("ACT"), lit: [.muted: 100])]
        },
        Wrong(testDescription: "a channel below 0", path: "lamps[1].pwm") {
            $0.lamps.append(LampLine(.pwm(PWMChannel(chip: "pwmchip0", channel: -1)), lit: [.ready: 5]))
        },
        Wrong(testDescription: "five flashes a second", path: "lamps[1].blink") {
            $0.lamps.append(
                LampLine(
                    line: .offset(4), blinking: [.trouble: BlinkPattern(onMilliseconds: 100, offMilliseconds: 100)]))
        },
        Wrong(testDescription: "a blink of an hour", path: "lamps[1].blink") {
            $0.lamps.append(
                LampLine(
                    line: .offset(4), blinking: [.trouble: BlinkPattern(onMilliseconds: 3_600_000)]))
        },
        Wrong(testDescription: "a recording lamp that blinks", path: "lamps[1].blink") {
            $0.lamps.append(LampLine(line: .offset(4), blinking: [.listening: BlinkPattern()]))
        },
        Wrong(testDescription: "no recording lamp", path: "lamps") { $0.lamps[0].lit = [.ready: 100] },
        Wrong(testDescription: "a recording lamp that is lit in another state, too", path: "lamps[0].lit") {
            $0.lamps[0].lit[.ready] = 10
        },
        Wrong(testDescription: "a recording lamp that blinks in another state", path: "lamps[0].lit") {
            $0.lamps[0].blink[.offline] = BlinkPattern()
        },
        Wrong(testDescription: "no speaker", path: "sound.speaker") { $0.sound.speaker = "" },
        Wrong(testDescription: "a USB port that is none", path: "sound.microphone") {
            $0.sound.microphone = "usb:Jabra"
        },
        Wrong(testDescription: "a card without a name", path: "sound.microphone") { $0.sound.microphone = "card:" },
        Wrong(testDescription: "nearly silent", path: "sound.ceilingPercent") { $0.sound.ceilingPercent = 9 },
        Wrong(testDescription: "louder than it can", path: "sound.ceilingPercent") { $0.sound.ceilingPercent = 101 },
        Wrong(testDescription: "a cathedral", path: "sound.echoTailMilliseconds") {
            $0.sound.echoTailMilliseconds = 1_001
        },
        Wrong(testDescription: "a mixer control without a name", path: "sound.mixer") { $0.sound.mixer = "" },
    ])
    func `what makes no sense is named`(wrong: Wrong) throws {
        var description = KernelWorld.description
        try description.validate()
        wrong.change(&description)
        #expect(description.faults.map(\.path) == [wrong.path], "\(description.faults)")
        #expect(description.faults.allSatisfy { !$0.wrong.isEmpty && !$0.expected.isEmpty })
        let error = #expect(throws: HardwareError.self) { try description.validate() }
        guard case .invalidBoard(wrong.path, _) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
    }

    @Test func `all that makes no sense is told at once`() {
        var description = KernelWorld.description
        description.chip = nil
        description.buttons[0].debounceMilliseconds = 0
        description.lamps[0].lit = [.listening: 100, .ready: 300]
        description.sound.ceilingPercent = 0
        #expect(
            description.faults.map(\.path) == [
                "chip", "buttons[0].debounceMilliseconds", "lamps[0].lit", "lamps[0].lit", "sound.ceilingPercent",
            ])
    }

    @Test func `another lamp may be lit while it is recorded, beside the one that tells nothing else`() {
        var description = KernelWorld.description
        description.lamps.append(LampLine(line: .offset(4), lit: Set(Lamp.allCases).subtracting([.off])))
        #expect(description.faults.isEmpty)
        #expect(description.lamps.map(\.isRecordingLamp) == [true, false])
    }

    @Test func `a board whose lamps are LEDs needs no chip`() {
        let description = BoardDescription(name: "b", lamps: [LampLine(.led("ACT"), lit: [.listening: 100])])
        #expect(description.faults.isEmpty)
    }

    @Test func `a lamp looks as its row says`() {
        let lamp = LampLine(
            .led("ACT"), lit: [.ready: 15, .trouble: 50],
            blink: [.trouble: BlinkPattern(), .offline: BlinkPattern(onMilliseconds: 100, offMilliseconds: 1_900)])
        #expect(lamp.look(in: .ready) == .steady(percent: 15))
        #expect(lamp.look(in: .trouble) == .blinking(percent: 50, BlinkPattern()))
        #expect(
            lamp.look(in: .offline)
                == .blinking(percent: 100, BlinkPattern(onMilliseconds: 100, offMilliseconds: 1_900)))
        #expect(lamp.look(in: .listening) == .dark)
    }

    private static let access = AccessFacts(
        owner: "root", group: "gpio", mode: 0o660, user: "lena", groups: ["lena", "users"])

    @Test(arguments: [
        (HardwareError.noChip("x", found: []), ["'x'", "none"]),
        (.noLine(.offset(99), chip: "c", found: ["A", "B"]), ["line 99", "'c'", "A, B", "gpioinfo"]),
        (.lineBusy(.name("L"), chip: "c", holder: "leds"), ["line 'L'", "'leds'", "stop it"]),
        (.lineBusy(.name("L"), chip: "c", holder: nil), ["another program", "sudo tutord board check --live"]),
        (
            .lineBusy(
                .name("L"), chip: "c", holder: "gpioset", users: [DeviceUser(process: 812, program: "gpioset")]),
            ["'gpioset' (process 812, gpioset)", "sudo kill 812"]
        ),
        (
            .lineBusy(.name("L"), chip: "c", holder: "tutor", users: [DeviceUser(process: 7, program: "tutord")]),
            ["process 7, tutord", "sudo systemctl stop tutor"]
        ),
        (.noPermission(path: "/dev/gpiochip0"), ["/dev/gpiochip0", "group"]),
        (
            .noPermission(path: "/dev/gpiochip0", facts: access),
            ["root:gpio (660)", "lena in the groups lena, users", "sudo usermod -aG gpio lena"]
        ),
        (
            .noPermission(
                path: "/dev/gpiochip0",
                facts: AccessFacts(owner: "root", group: "root", mode: 0o600, user: "lena", groups: ["lena"])),
            ["root:root (600)", "udev rule", "install.sh"]
        ),
        (
            .noPermission(
                path: "/dev/gpiochip0",
                facts: AccessFacts(owner: "root", group: "gpio", mode: 0o660, user: "tutor", groups: ["gpio"])),
            ["DeviceAllow="]
        ),
        (
            .noPermission(
                path: "/sys/class/leds/ACT/brightness",
                facts: AccessFacts(
                    owner: "root", group: "gpio", mode: 0o664, user: "tutor", groups: ["gpio"], isReadOnly: true)),
            ["read-only", "ReadWritePaths="]
        ),
        (.noLED("ACT", found: ["PWR"]), ["'ACT'", "'PWR'", "/sys/class/leds"]),
        (.noPWM(PWMChannel(chip: "x", channel: 1), found: []), ["channel 1 of 'x'", "no PWM chip", "dtoverlay=pwm"]),
        (.lampBusy("LED 'ACT'", users: [DeviceUser(process: 3, program: "blinker")]), ["'ACT'", "process 3, blinker"]),
        (.file(operation: "writing", path: "/sys/x", code: 19), ["writing /sys/x", "No such device"]),
        (.gpio(operation: "setting", line: .offset(1), chip: "c", code: 5), ["setting", "line 1", "Input/output"]),
        (.sound(operation: "opening", device: "hw:9", code: -16, reason: "busy"), ["hw:9", "another program"]),
        (.sound(operation: "opening", device: "hw:9", code: -19, reason: "gone"), ["plug it in"]),
        (.noSoundFormat(device: "hw:9"), ["plughw"]),
        (.notATerminal, ["terminal", "--board"]),
        (.noResources(operation: "pipe", code: 24), ["pipe", "limits"]),
    ])
    func `errors say what failed, on which thing, and what to do`(error: HardwareError, words: [String]) {
        for word in words { #expect(error.description.contains(word), "\(error)") }
    }
}

extension LampLine {
    /// A lamp on a line that only blinks.
    fileprivate init(line: LineReference, blinking: [Lamp: BlinkPattern]) {
        self.init(.line(line), lit: [:], blink: blinking)
    }
}
