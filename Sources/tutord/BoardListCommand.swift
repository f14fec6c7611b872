import ArgumentParser
import Hardware

struct BoardListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What this machine has for a board file: GPIO chips, LEDs, PWM chips, cards.",
        discussion: """
            Lines that have a name or are held are listed; each by its number on the chip. A board file names a chip by
            its label, a line by its number or name. With sudo it also says which process holds a line.
            """)

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    struct Line: Encodable {
        var number: Int
        var name: String
        var holder: String?
        var users: [DeviceUser]
    }

    struct Chip: Encodable {
        var label: String
        var name: String
        var count: Int
        var lines: [Line]
    }

    struct Machine: Encodable {
        var chips: [Chip]
        /// Chips that may not be opened.
        var closed: [String]
        var leds: [KernelLED]
        var pwm: [PWMChip]
        var cards: [SoundCard]
    }

    func run() async throws {
        try await Failure.reported {
            let (open, closed) = GPIOChip.all()
            let machine = Machine(
                chips: open.map(BoardListCommand.chip), closed: closed, leds: KernelLED.all(), pwm: PWMChip.all(),
                cards: SoundCard.all())
            if json {
                print(try JSONText.of(machine))
            } else {
                BoardListCommand.show(machine)
            }
        }
    }

    private static func chip(_ chip: GPIOChip) -> Chip {
        let lines = (0..<chip.lines).compactMap { number -> Line? in
            guard let facts = chip.facts(ofLine: number), !facts.name.isEmpty || facts.holder != nil else { return nil }
            return Line(
                number: number, name: facts.name, holder: facts.holder,
                users: facts.holder == nil ? [] : chip.users(ofLine: number))
        }
        return Chip(label: chip.label, name: chip.name, count: chip.lines, lines: lines)
    }

    private static func show(_ machine: Machine) {
        for chip in machine.chips {
            print("GPIO chip '\(chip.label)' (\(chip.name), \(chip.count) lines)")
            for line in chip.lines {
                let users = line.users.isEmpty ? "" : " (\(line.users.map(\.description).joined(separator: "; ")))"
                print("  line \(line.number) \(line.name)" + (line.holder.map { "  held by '\($0)'\(users)" } ?? ""))
            }
        }
        for path in machine.closed {
            print("GPIO chip \(path): may not be opened (`tutord board check --live` says why)")
        }
        if machine.chips.isEmpty && machine.closed.isEmpty { print("no GPIO chip") }
        for led in machine.leds {
            print("LED '\(led.name)' brightness \(led.brightness) of \(led.mostBrightness), trigger \(led.trigger)")
        }
        for chip in machine.pwm { print("PWM chip \(chip)") }
        for card in machine.cards { print("sound card \(card)") }
        if machine.cards.isEmpty { print("no sound card") }
    }
}
