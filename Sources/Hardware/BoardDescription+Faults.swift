extension BoardDescription {
    /// Everything that makes no sense, as far as that can be told without the board.
    public var faults: [BoardFault] {
        chipFaults + useFaults + buttons.indices.flatMap { buttons[$0].faults(path: "buttons[\($0)]") }
            + lamps.indices.flatMap { lamps[$0].faults(path: "lamps[\($0)]") } + recordingLampFaults + sound.faults
    }

    private var usesLines: Bool {
        !buttons.isEmpty || lamps.contains { $0.line != nil }
    }

    private var chipFaults: [BoardFault] {
        guard usesLines, chip?.isEmpty ?? true else { return [] }
        return [
            BoardFault(
                path: "chip", wrong: "there are lines and no GPIO chip",
                expected: "its label, such as pinctrl-rp1 (`tutord board list` shows those of this machine)")
        ]
    }

    /// Lines, LEDs, channels and buttons that are used twice.
    private var useFaults: [BoardFault] {
        var faults: [BoardFault] = []
        var users: [LampLine.Source: String] = [:]
        func claim(_ source: LampLine.Source, at path: String) {
            if let other = users[source] {
                faults.append(
                    BoardFault(
                        path: path, wrong: "\(source) is used by \(other) already", expected: "another one"))
            } else {
                users[source] = path
            }
        }
        var seen: [Button: String] = [:]
        for (index, row) in buttons.enumerated() {
            let path = "buttons[\(index)]"
            if let other = seen[row.button] {
                faults.append(
                    BoardFault(
                        path: path + ".button", wrong: "'\(row.button.rawValue)' is \(other) already",
                        expected: "each button once"))
            } else {
                seen[row.button] = path
            }
            claim(.line(row.line), at: path + ".line")
        }
        for (index, lamp) in lamps.enumerated() { claim(lamp.source, at: "lamps[\(index)].\(lamp.source.key)") }
        return faults
    }

    /// A lamp that is lit while the microphone is recorded, and never else, is the only one that tells the truth.
    private var recordingLampFaults: [BoardFault] {
        guard !lamps.isEmpty, !lamps.contains(where: \.isRecordingLamp) else { return [] }
        let mixed = lamps.firstIndex { $0.states.contains(.listening) }
        return [
            BoardFault(
                path: mixed.map { "lamps[\($0)].lit" } ?? "lamps",
                wrong: mixed == nil
                    ? "no lamp tells that the microphone is recorded"
                    : "what is lit in 'listening' and in other states is no recording lamp",
                expected: "one lamp with `lit: [listening]` and no other state")
        ]
    }
}

extension LineReference {
    func faults(path: String) -> [BoardFault] {
        switch self {
        case .offset(0..<1_024): []
        case .offset(let offset):
            [BoardFault(path: path, wrong: "there is no line \(offset)", expected: "0 to 1023, or a line's name")]
        case .name(""):
            [BoardFault(path: path, wrong: "the name of the line is empty", expected: "as gpioinfo shows it")]
        case .name: []
        }
    }
}

extension LampLine.Source: CustomStringConvertible {
    public var description: String {
        switch self {
        case .line(let line): line.description
        case .led(let name): "LED '\(name)'"
        case .pwm(let channel): channel.description
        }
    }

    /// What it is called in a board file.
    var key: String {
        switch self {
        case .line: "line"
        case .led: "led"
        case .pwm: "pwm"
        }
    }
}
