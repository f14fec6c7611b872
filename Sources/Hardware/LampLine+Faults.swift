extension LampLine {
    func faults(path: String) -> [BoardFault] {
        sourceFaults(path) + litFaults(path) + blinkFaults(path)
    }

    private func sourceFaults(_ path: String) -> [BoardFault] {
        let place = path + "." + source.key
        switch source {
        case .line(let line): return line.faults(path: place)
        case .led(let name):
            var faults: [BoardFault] = []
            if name.isEmpty || name.contains("/") || name.hasPrefix(".") {
                faults.append(
                    BoardFault(path: place, wrong: "there is no LED '\(name)'", expected: "a name of /sys/class/leds"))
            }
            if activeLow {
                faults.append(
                    BoardFault(
                        path: path + ".activeLow", wrong: "a LED of the kernel has its polarity from its driver",
                        expected: "no `activeLow` here"))
            }
            return faults
        case .pwm(let channel):
            var faults: [BoardFault] = []
            if channel.chip.isEmpty || channel.chip.contains("/") {
                faults.append(
                    BoardFault(
                        path: place, wrong: "there is no PWM chip '\(channel.chip)'",
                        expected: "its name (pwmchip0) or its device's (fe20c000.pwm)"))
            }
            if !(0..<64).contains(channel.channel) {
                faults.append(
                    BoardFault(path: place, wrong: "there is no channel \(channel.channel)", expected: "0 to 63"))
            }
            return faults
        }
    }

    private func litFaults(_ path: String) -> [BoardFault] {
        var faults: [BoardFault] = []
        if states.isEmpty {
            faults.append(
                BoardFault(path: path + ".lit", wrong: "it is never lit", expected: "the states in which it is"))
        }
        if states.contains(.off) {
            faults.append(
                BoardFault(path: path + ".lit", wrong: "'off' lights no lamp", expected: "a state to be told"))
        }
        for state in Lamp.allCases {
            guard let percent = lit[state], !(1...100).contains(percent) else { continue }
            faults.append(
                BoardFault(
                    path: path + ".lit", wrong: "\(percent) percent in '\(state.rawValue)'",
                    expected: "1 to 100; leave out the states in which it is dark"))
        }
        return faults
    }

    private func blinkFaults(_ path: String) -> [BoardFault] {
        var faults: [BoardFault] = []
        func fault(_ wrong: String, _ expected: String) {
            faults.append(BoardFault(path: path + ".blink", wrong: wrong, expected: expected))
        }
        if blink[.listening] != nil {
            fault(
                "the recording lamp blinks",
                "`listening` in `lit` alone: a dark moment would say that nothing is recorded")
        }
        let bounds = BlinkPattern.bounds
        for state in Lamp.allCases {
            guard let pattern = blink[state] else { continue }
            if !bounds.contains(pattern.onMilliseconds) || !bounds.contains(pattern.offMilliseconds) {
                fault(
                    "\(pattern.onMilliseconds) ms on and \(pattern.offMilliseconds) ms off in '\(state.rawValue)'",
                    "\(bounds.lowerBound) to \(bounds.upperBound) ms each")
            } else if pattern.onMilliseconds + pattern.offMilliseconds < BlinkPattern.shortestRound {
                fault(
                    "more than three flashes a second in '\(state.rawValue)'",
                    "on and off to take \(BlinkPattern.shortestRound) ms or more: faster can bring on a seizure")
            }
        }
        return faults
    }
}
