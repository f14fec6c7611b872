import Foundation
import Testing

@testable import Hardware

struct BoardDescriptionTests {
    private func decoded(_ json: String) throws -> BoardDescription {
        try JSONDecoder().decode(BoardDescription.self, from: Data(json.utf8))
    }

    @Test func `what a board file leaves out is the usual wiring`() throws {
        let description = try decoded(
            #"{"name": "b", "chip": "pinctrl-rp1", "buttons": [{"button": "talk", "line": 17}], "lamps": [{"line": "LED", "lit": ["listening"]}]}"#
        )
        #expect(
            description
                == BoardDescription(
                    name: "b", chip: "pinctrl-rp1",
                    buttons: [
                        ButtonLine(
                            .talk, line: .offset(17), activeLow: true, bias: .pullUp, debounceMilliseconds: 20)
                    ],
                    lamps: [LampLine(line: .name("LED"), activeLow: false, lit: [.listening])],
                    sound: SoundDevices(microphone: "default", speaker: "default")))
        try description.validate()
    }

    @Test func `a description survives being written and read`() throws {
        let description = KernelWorld.description
        #expect(try JSONDecoder().decode(BoardDescription.self, from: JSONEncoder().encode(description)) == description)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var field: String
        var change: @Sendable (inout BoardDescription) -> Void
    }

    @Test(arguments: [
        Wrong(testDescription: "no chip", field: "chip") { $0.chip = nil },
        Wrong(testDescription: "a button twice", field: "button talk") {
            $0.buttons.append(ButtonLine(.talk, line: .offset(3)))
        },
        Wrong(testDescription: "a line twice", field: "lamp 1") { $0.lamps[0].line = .name("BTN_TALK") },
        Wrong(testDescription: "an offset below 0", field: "button talk") { $0.buttons[0].line = .offset(-1) },
        Wrong(testDescription: "an empty name", field: "button talk") { $0.buttons[0].line = .name("") },
        Wrong(testDescription: "no debounce", field: "button talk") { $0.buttons[0].debounceMilliseconds = 0 },
        Wrong(testDescription: "a second in the kernel", field: "button talk") {
            $0.buttons[0].kernelDebounceMilliseconds = 1_000
        },
        Wrong(testDescription: "a lamp that is never lit", field: "lamp 1") { $0.lamps[0].lit = [] },
        Wrong(testDescription: "no speaker", field: "speaker") { $0.sound.speaker = "" },
    ])
    func `what makes no sense is named`(wrong: Wrong) throws {
        var description = KernelWorld.description
        try description.validate()
        wrong.change(&description)
        let error = #expect(throws: HardwareError.self) { try description.validate() }
        guard case .invalidBoard(let field, let reason) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(field == wrong.field)
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [
        (HardwareError.noChip("x", found: []), ["'x'", "none"]),
        (.noLine(.offset(99), chip: "c", found: ["A", "B"]), ["line 99", "'c'", "A, B", "gpioinfo"]),
        (.lineBusy(.name("L"), chip: "c", holder: "leds"), ["line 'L'", "'leds'", "stop it"]),
        (.lineBusy(.name("L"), chip: "c", holder: nil), ["another program"]),
        (.noPermission(path: "/dev/gpiochip0"), ["/dev/gpiochip0", "group"]),
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
