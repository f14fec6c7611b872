/// A board's buttons on a thread of their own: edges with the kernel's time stamps, debounced.
///
/// A button that is held when the board starts is told as such and is not a press; it counts from its next press on.
public final class GPIOButtons: Sendable {
    private let chip: String
    private let buttons: [ButtonLine]
    private let deliver: @Sendable (BoardEvent) -> Void

    /// - Parameters:
    ///   - chip: label, name or path of the GPIO chip.
    ///   - deliver: takes `pressed`, `released` and `held` events, on the buttons' thread; must return soon.
    public init(chip: String, buttons: [ButtonLine], deliver: @escaping @Sendable (BoardEvent) -> Void) {
        self.chip = chip
        self.buttons = buttons
        self.deliver = deliver
    }

    /// Listens until the task is cancelled.
    /// - Throws: ``HardwareError`` when a line cannot be had, or is taken away.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "buttons", stop: stop) { () throws(HardwareError) in
            try self.listen(until: stop)
        }
    }

    private struct Contact {
        let button: Button
        let line: GPIOLine
        /// The kernel's stamp comes so much after the edge.
        let late: Duration
        var debounce: Debounce
    }

    private func listen(until stop: Wakeup) throws(HardwareError) {
        let chip = try GPIOChip(chip)
        var contacts: [Contact] = []
        for row in buttons {
            let line = try GPIOLine(button: row, on: chip)
            let isHeld = try line.isActive()
            contacts.append(
                Contact(
                    button: row.button, line: line,
                    late: .milliseconds(GPIOLine.hasKernelDebounce ? row.kernelDebounceMilliseconds : 0),
                    debounce: Debounce(quiet: .milliseconds(row.debounceMilliseconds), pressed: isHeld)))
            if isHeld { deliver(.held(row.button, at: MonotonicClock.now)) }
        }
        while true {
            let deadline = contacts.compactMap(\.debounce.deadline).min()
            let ready = Wakeup.wait(
                for: [stop.descriptor] + contacts.map(\.line.descriptor),
                atMost: deadline.map { max(.zero, $0 - MonotonicClock.now) })
            if ready[0] { return }
            for index in contacts.indices {
                if ready[index + 1] {
                    let edge = try contacts[index].line.readEdge()
                    let at = edge.at - contacts[index].late
                    for change in contacts[index].debounce.edge(pressed: edge.active, at: at) {
                        tell(change, of: contacts[index].button)
                    }
                } else if let deadline = contacts[index].debounce.deadline, deadline <= MonotonicClock.now {
                    let pressed = try contacts[index].line.isActive()
                    if let change = contacts[index].debounce.settle(pressed: pressed) {
                        tell(change, of: contacts[index].button)
                    }
                }
            }
        }
    }

    private func tell(_ change: Debounce.Change, of button: Button) {
        deliver(change.pressed ? .pressed(button, at: change.at) : .released(button, at: change.at))
    }
}
