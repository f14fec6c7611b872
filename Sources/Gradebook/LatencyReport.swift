/// How long the turns took, stage by stage, in milliseconds.
public struct LatencyReport: Sendable, Hashable, Codable {
    /// The spread of one stage.
    public struct Stage: Sendable, Hashable, Codable {
        public var name: String
        /// Turns in which it was measured.
        public var turns: Int
        public var median: Double
        public var p95: Double
        public var longest: Double

        /// - Parameter values: at least one.
        init?(_ name: String, _ values: [Double]) {
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted()
            func quantile(_ share: Double) -> Double { sorted[Int((Double(sorted.count - 1) * share).rounded())] }
            self.name = name
            turns = sorted.count
            median = quantile(0.5)
            p95 = quantile(0.95)
            longest = sorted[sorted.count - 1]
        }
    }

    public var stages: [Stage]

    /// A table for the terminal.
    public func text() -> String {
        guard !stages.isEmpty else { return "No turn has been measured yet." }
        let width = stages.map(\.name.count).max() ?? 0
        func cell(_ value: Double) -> String {
            let text = String(Int((value * 10).rounded()))
            let padded = text.count < 2 ? "0" + text : text
            return String((padded.dropLast() + "." + padded.suffix(1)).suffix(9)).leftPadded(9)
        }
        let head = "Stage".rightPadded(width) + "    turns   median      p95  longest  (ms)"
        return
            ([head]
            + stages.map { stage in
                stage.name.rightPadded(width) + String(stage.turns).leftPadded(9) + cell(stage.median) + cell(stage.p95)
                    + cell(stage.longest)
            }).joined(separator: "\n")
    }
}

extension String {
    fileprivate func rightPadded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
