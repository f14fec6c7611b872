import Appliance
import Hardware

extension BoardExamination {
    /// How long a press is waited for at a terminal, and how long it may last.
    private static let pressed = Duration.seconds(10)

    func buttons() async throws(Fault) {
        let rows = probe.description.buttons
        guard !rows.isEmpty else {
            return journal.skip([.button], "The board '\(probe.description.name)' has no button with a line.")
        }
        try await measure(.button) { () throws(Fault) in
            var findings: [any Finding] = []
            for row in rows {
                findings.append(ButtonFinding(button: row.button, line: row.line, state: try await state(of: row)))
            }
            return findings
        }
    }

    private func state(of row: ButtonLine) async throws(Fault) -> ButtonFinding.State {
        if let reason = refused[.line(row.line)] { return .noLine(reason) }
        if ear.held.contains(row.button) { return .held }
        guard probe.attendant.isThere || probe.options.pressWithin != nil else {
            return .notAsked(why: "nobody can be asked to press it without a terminal (--press-within SECONDS waits)")
        }
        let limit = probe.options.pressWithin ?? BoardExamination.pressed
        try await instruct("Please press the button '\(row.button.rawValue)', and let it go.")
        var watch = PressWatch(row.button)
        let pressed = try await ear.listen(for: limit) { event -> Duration? in
            watch.take(event)
            return watch.firstPress
        }
        guard pressed != nil else { return .nothing(within: limit) }
        let length = try await ear.listen(for: BoardExamination.pressed) { event -> Duration? in
            watch.take(event)
            return watch.length
        }
        guard let length else { return .notReleased(after: BoardExamination.pressed) }
        // What comes within a moment is no second press of a person.
        _ = try await ear.listen(for: .milliseconds(250)) { event -> Bool? in
            watch.take(event)
            return nil
        }
        return .pressed(for: length, times: watch.presses)
    }

    /// Shows each state that a lamp has, in turn.
    func lamps(microphoneRuns: Bool) async throws(Fault) {
        let rows = probe.description.lamps
        guard !rows.isEmpty else {
            return journal.skip([.lamps], "The board '\(probe.description.name)' has no lamp.")
        }
        try await measure(.lamps) { () throws(Fault) in
            var findings: [any Finding] = rows.compactMap { row in
                refused[row.source].map { LampFinding(name: "\(row.source)", state: .noLine($0)) }
            }
            for lamp in Lamp.allCases where usable.lamps.contains(where: { $0.states.contains(lamp) }) {
                findings.append(LampFinding(name: lamp.rawValue, state: await look(at: lamp, microphoneRuns)))
            }
            board.show(.off)
            return findings
        }
    }

    private func look(at lamp: Lamp, _ microphoneRuns: Bool) async -> LampFinding.State {
        if lamp.honest(microphone: microphoneRuns ? .running : .lost("")) != lamp { return .honestlyDark }
        guard probe.attendant.isThere else {
            return .notAsked(why: "nobody can be asked without a terminal whether they light")
        }
        board.show(lamp)
        let lines = usable.lamps.filter { $0.states.contains(lamp) }.map { "\($0.source)" }.joined(separator: ", ")
        switch await probe.attendant.ask("The lamp for '\(lamp.rawValue)' (\(lines)) should be lit. Is it?") {
        case .yes: return .seen
        case .no: return .dark
        case .none: return .notAsked(why: "nobody answered whether they light")
        }
    }
}

/// Follows one button. Pure.
struct PressWatch {
    private let button: Button
    private(set) var firstPress: Duration?
    /// Of the first press.
    private(set) var length: Duration?
    private(set) var presses = 0

    init(_ button: Button) { self.button = button }

    mutating func take(_ event: BoardEvent) {
        switch event {
        case .pressed(button, let at):
            presses += 1
            if firstPress == nil { firstPress = at }
        case .released(button, let at):
            if length == nil, let firstPress { length = at - firstPress }
        case .pressed, .released, .held, .heard, .played, .silenced, .microphone, .speaker, .lamp: break
        }
    }
}
