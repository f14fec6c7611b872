import Hardware
import Lessons
import Yams

extension BoardFileReader {
    mutating func lamp(_ node: Node, path: String, file: Int) -> LampLine? {
        let row = row(
            node, path: path, file: file, known: ["line", "led", "pwm", "activeLow", "lit", "blink"])
        let source = source(row, path: path)
        let activeLow = truth(row, "activeLow") ?? false
        let lit = row.values["lit"].map { levels($0, file: file) } ?? [:]
        let blink = row.values["blink"].map { patterns($0, file: file) } ?? [:]
        return source.map { LampLine($0, activeLow: activeLow, lit: lit, blink: blink) }
    }

    /// What it hangs on: one of three keys.
    private mutating func source(_ row: BoardRow, path: String) -> LampLine.Source? {
        let given = ["line", "led", "pwm"].filter { row.values[$0] != nil }
        guard given.count <= 1 else {
            fault(
                "`\(path)` has \(given.map { "`\($0)`" }.joined(separator: " and "))", "one of them",
                at: row.values[given[1]] ?? row.node, file: row.file)
            return nil
        }
        switch given.first {
        case "line": return line(row).map(LampLine.Source.line)
        case "led": return text(row, "led").map(LampLine.Source.led)
        case "pwm":
            return row.values["pwm"].flatMap { channel($0, path: path, file: row.file) }.map(LampLine.Source.pwm)
        case _:
            // Where the row is no mapping, that is told already.
            if row.node.mapping != nil {
                fault(
                    "`\(path)` hangs on nothing", "one of the keys `line`, `led`, `pwm`", at: row.node, file: row.file)
            }
            return nil
        }
    }

    private mutating func channel(_ node: Node, path: String, file: Int) -> PWMChannel? {
        let row = row(
            node, path: path + ".pwm", file: file, known: ["chip", "channel"], required: ["chip", "channel"])
        let chip = text(row, "chip")
        let channel = number(row, "channel")
        guard let chip, let channel else { return nil }
        return PWMChannel(chip: chip, channel: channel)
    }

    /// `[ready, speaking]`, or with a brightness in percent `{ready: 15, speaking: 100}`.
    private mutating func levels(_ node: Node, file: Int) -> [Lamp: Int] {
        states(node, "lit", file: file, usual: 100) { reader, node in reader.number(node, "lit", file: file) }
    }

    /// `[offline]`, or with milliseconds `{offline: 250, trouble: [100, 900]}`.
    private mutating func patterns(_ node: Node, file: Int) -> [Lamp: BlinkPattern] {
        states(node, "blink", file: file, usual: BlinkPattern()) { reader, node in
            guard case .sequence(let times) = node else {
                return reader.number(node, "blink", file: file).map {
                    BlinkPattern(onMilliseconds: $0, offMilliseconds: $0)
                }
            }
            let numbers = times.compactMap { reader.number($0, "blink", file: file) }
            guard numbers.count == 2, times.count == 2 else {
                if numbers.count == times.count {
                    reader.fault("`blink` has \(times.count) times", "two: [on, off] in ms", at: node, file: file)
                }
                return nil
            }
            return BlinkPattern(onMilliseconds: numbers[0], offMilliseconds: numbers[1])
        }
    }

    private mutating func states<Value>(
        _ node: Node, _ key: String, file: Int, usual: Value, value: (inout BoardFileReader, Node) -> Value?
    ) -> [Lamp: Value] {
        var result: [Lamp: Value] = [:]
        let pairs: [(Node, Node?)]
        if case .mapping(let mapping) = node {
            pairs = mapping.map { ($0.key, $0.value) }
        } else {
            pairs = entries(node, key, file: file).map { ($0, nil) }
        }
        for (name, setting) in pairs {
            guard let state: Lamp = choice(name, key, file: file) else { continue }
            if result[state] != nil {
                fault("`\(key)` has '\(state.rawValue)' twice", "each state once", at: name, file: file)
            }
            if let setting {
                result[state] = value(&self, setting) ?? usual
            } else {
                result[state] = usual
            }
        }
        return result
    }
}
