import Foundation
import Hardware
import Lessons
import Testing

@testable import Appliance

struct BoardFileTests {
    private func read(_ text: String, _ others: [String: String] = [:]) throws -> BoardDescription {
        try BoardFile.parse(text, path: "boards/b.yaml") { path throws(BoardFile.Failure) in
            guard let text = others[path] else { throw .unreadable(path: path, reason: "it is not there") }
            return text
        }.description
    }

    /// Every fault as a line of text.
    private func faults(_ text: String, _ others: [String: String] = [:]) -> [String] {
        do {
            _ = try read(text, others)
            return []
        } catch let BoardFile.Failure.faulty(faults) {
            return faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `what a board file leaves out is the usual wiring`() throws {
        let board = try read(
            """
            name: b
            chip: pinctrl-rp1
            buttons:
              - button: talk
                line: 17
            lamps:
              - {line: LED, lit: [listening]}
            """)
        #expect(
            board
                == BoardDescription(
                    name: "b", chip: "pinctrl-rp1",
                    buttons: [
                        ButtonLine(.talk, line: .offset(17), activeLow: true, bias: .pullUp, debounceMilliseconds: 20)
                    ],
                    lamps: [LampLine(line: .name("LED"), activeLow: false, lit: [.listening])],
                    sound: SoundDevices(microphone: "default", speaker: "default")))
    }

    @Test func `all that can be said is read`() throws {
        let board = try read(
            """
            name: b
            chip: pinctrl-rp1
            buttons:
              - {button: talk, line: "17", activeLow: false, bias: pull-down, debounceMilliseconds: 5}
              - {button: teacher, line: 4, press: mute, hold: say-status, double: next-lesson, kernelDebounceMilliseconds: 9}
            lamps:
              - led: tutor:red:status
                lit: listening
              - pwm: {chip: fe20c000.pwm, channel: 1}
                activeLow: yes
                lit: {ready: 15, speaking: 60}
                blink: {offline: [100, 1900], trouble: 250}
              - line: 9
                blink: [muted, updating]
            sound:
              microphone: usb:1-1.2
              speaker: card:Jabra
              duplex: half
              echoTailMilliseconds: 80
              mixer: Speaker
              ceilingPercent: 70
              processing: {noiseReduction: true, gainControl: on}
            """)
        #expect(
            board.buttons == [
                ButtonLine(
                    .talk, line: .name("17"), activeLow: false, bias: .pullDown, debounceMilliseconds: 5),
                ButtonLine(
                    .teacher, line: .offset(4), kernelDebounceMilliseconds: 9, press: .mute, hold: .sayStatus,
                    double: .nextLesson),
            ])
        #expect(
            board.lamps == [
                LampLine(.led("tutor:red:status"), lit: [.listening: 100]),
                LampLine(
                    .pwm(PWMChannel(chip: "fe20c000.pwm", channel: 1)), activeLow: true,
                    lit: [.ready: 15, .speaking: 60],
                    blink: [
                        .offline: BlinkPattern(onMilliseconds: 100, offMilliseconds: 1_900),
                        .trouble: BlinkPattern(onMilliseconds: 250, offMilliseconds: 250),
                    ]),
                LampLine(.line(.offset(9)), lit: [:], blink: [.muted: BlinkPattern(), .updating: BlinkPattern()]),
            ])
        #expect(
            board.sound
                == SoundDevices(
                    microphone: "usb:1-1.2", speaker: "card:Jabra", duplex: .half, echoTailMilliseconds: 80,
                    processing: CaptureProcessing(gainControl: true, noiseReduction: true), mixer: "Speaker",
                    ceilingPercent: 70))
    }

    @Test func `every fault of a file is told at once, each at its place`() {
        #expect(
            faults(
                """
                name: b
                chp: pinctrl-rp1
                buttons:
                  - button: tlak
                    line: 17
                    activelow: true
                  - line: 4
                lamps:
                  - line: 27
                    led: ACT
                    lit: [listening]
                  - lit: {ready: bright}
                  - led: PWR
                    lit: [reddy]
                    blink: {trouble: [1, 2, 3]}
                sound:
                  ceilingPercent: loud
                  duplex: [half]
                """) == [
                    "boards/b.yaml:2:1: unknown key `chp` in the board, expected `chip`",
                    "boards/b.yaml:4:13: `button` is \"tlak\", expected `talk`",
                    "boards/b.yaml:6:5: unknown key `activelow` in `buttons[0]`, expected `activeLow`",
                    "boards/b.yaml:7:5: `buttons[1]` has no `button`, expected the key `button`",
                    "boards/b.yaml:10:10: `lamps[0]` has `line` and `led`, expected one of them",
                    "boards/b.yaml:12:5: `lamps[1]` hangs on nothing, expected one of the keys `line`, `led`, `pwm`",
                    "boards/b.yaml:12:18: `lit` is \"bright\", expected a whole number",
                    "boards/b.yaml:14:11: `lit` is \"reddy\", expected `ready`",
                    "boards/b.yaml:15:22: `blink` has 3 times, expected two: [on, off] in ms",
                    "boards/b.yaml:17:19: `ceilingPercent` is \"loud\", expected a whole number",
                    "boards/b.yaml:18:11: `duplex` is a list, expected full, half",
                ])
    }

    @Test func `what makes no sense is told at its place, too`() {
        #expect(
            faults(
                """
                name: b
                buttons:
                  - {button: talk, line: 17, debounceMilliseconds: 900}
                  - button: pupil
                    line: 17
                lamps:
                  - {led: ACT, lit: [listening, ready]}
                sound: {microphone: "usb:jack"}
                """) == [
                    "boards/b.yaml:1:1: there are lines and no GPIO chip, expected its label, such as pinctrl-rp1 "
                        + "(`tutord board list` shows those of this machine)",
                    "boards/b.yaml:3:52: buttons[0].debounceMilliseconds: 900 ms, expected 1 to 200",
                    "boards/b.yaml:5:11: buttons[1].line: line 17 is used by buttons[0].line already, expected another one",
                    "boards/b.yaml:7:21: lamps[0].lit: what is lit in 'listening' and in other states is no recording "
                        + "lamp, expected one lamp with `lit: [listening]` and no other state",
                    "boards/b.yaml:8:21: sound.microphone: there is no device 'usb:jack', expected default, a name that "
                        + "`arecord -L` or `aplay -L` lists, usb:PORT (usb:1-1.2) or card:NAME",
                ])
    }

    @Test(arguments: [
        ("", "boards/b.yaml:1:1: the file is empty, expected lines of `key: value`"),
        ("# nothing\n", "boards/b.yaml:1:1: the file is empty, expected lines of `key: value`"),
        ("- a\n", "boards/b.yaml:1:1: the board is a list, expected keys: extends, name, chip, buttons, lamps, sound"),
        ("chip: x\n", "boards/b.yaml:1:1: the board has no `name`, expected the key `name`"),
        ("name: a\nname: b\n", "boards/b.yaml:2:1: the key `name` a second time, expected it once"),
        ("name: a\nchip: 'x\n", "boards/b.yaml:3:1: found unexpected end of stream, expected a closing quote"),
        ("name: a\n\tchip: x\n", "boards/b.yaml:2:1: a tab indents the line, expected spaces"),
        ("name: [a]\n", "boards/b.yaml:1:7: `name` is a list, expected a text"),
    ])
    func `what is no board file is told`(text: String, fault: String) {
        #expect(faults(text).first == fault)
    }

    @Test func `a file that extends another has what it does not say from there, places and all`() throws {
        let base = "name: base\nchip: a\nbuttons:\n  - {button: talk, line: 17}\nsound: {speaker: x}\n"
        let board = try read("extends: base.yaml\nname: b\nchip: c\n", ["boards/base.yaml": base])
        #expect(board.name == "b" && board.chip == "c" && board.buttons.count == 1 && board.sound.speaker == "x")
        #expect(
            faults("extends: base.yaml\nchip: 'c'\n", ["boards/base.yaml": base + "lamp: []\n"]) == [
                "boards/base.yaml:6:1: unknown key `lamp` in the board, expected `lamps`"
            ])
        let wrong = base.replacing("line: 17", with: "line: 1700")
        #expect(
            faults("extends: base.yaml\n", ["boards/base.yaml": wrong]) == [
                "boards/base.yaml:4:26: buttons[0].line: there is no line 1700, expected 0 to 1023, or a line's name"
            ])
    }

    @Test func `a base that is not there, is elsewhere or extends its own heir is told`() {
        #expect(
            faults("extends: no.yaml\nname: b\n") == [
                "boards/b.yaml:1:10: boards/no.yaml cannot be read, expected the name of a file in the same folder"
            ])
        for text in ["extends: ../x.yaml\nname: b\n", "extends: b.yaml\nname: b\n"] {
            #expect(faults(text).first?.hasPrefix("boards/b.yaml:1:10: `extends` is ") == true, "\(faults(text))")
        }
        let loop = ["boards/c.yaml": "extends: b.yaml\nname: c\n"]
        #expect(faults("extends: c.yaml\nname: b\n", loop).first?.hasPrefix("boards/c.yaml:1:10: `extends` is") == true)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../device/boards").standardizedFileURL.path

    static let shipped: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()

    @Test(arguments: shipped) func `every board that is shipped is good`(name: String) throws {
        let board = try BoardFile.read(path: BoardFileTests.folder + "/" + name).description
        #expect(board.name + ".yaml" == name)
    }

    @Test func `all models of the Raspberry Pi are wired alike`() throws {
        let labels = [
            "3": "pinctrl-bcm2835", "4": "pinctrl-bcm2711", "5": "pinctrl-rp1", "zero-2-w": "pinctrl-bcm2835",
        ]
        for variant in ["", "-respeaker"] {
            var boards: [BoardDescription] = []
            for (model, label) in labels {
                let path = "\(BoardFileTests.folder)/raspberry-pi-\(model)\(variant).yaml"
                var board = try BoardFile.read(path: path).description
                #expect(board.chip == label)
                #expect(board.lamps.contains { $0.isRecordingLamp })
                board.chip = nil
                board.name = ""
                boards.append(board)
            }
            #expect(boards.allSatisfy { $0 == boards[0] })
        }
    }
}
