import Speech

/// What came of the recordings of a voice, or of all voices, in a condition.
struct Tally {
    /// First hearings of answers.
    var answers = 0
    var acceptedRight = 0
    var acceptedWrong = 0
    var doubtful = 0
    /// Rejected, or taken for silence.
    var rejected = 0
    /// What nobody should accept.
    var outside = 0
    var outsideAccepted = 0
    var foreign = 0
    var foreignAccepted = 0
    /// Within two tries.
    var resolvedRight = 0
    var markedWrongly = 0
    var unresolved = 0
    var audio = Duration.zero
    var decoding = Duration.zero
    var finishing: [Duration] = []

    static let header = """
        | voice | answers | right accepted | wrong accepted | doubt | rejected | outside accepted | foreign accepted \
        | two tries: right | marked wrongly | unresolved | decoding / real time | finish: median, p95 |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """

    mutating func time(_ turn: Pupil.Turn) {
        audio += turn.audio
        decoding += turn.decoding + turn.finishing
        finishing.append(turn.finishing)
    }

    mutating func add(_ other: Tally) {
        answers += other.answers
        acceptedRight += other.acceptedRight
        acceptedWrong += other.acceptedWrong
        doubtful += other.doubtful
        rejected += other.rejected
        outside += other.outside
        outsideAccepted += other.outsideAccepted
        foreign += other.foreign
        foreignAccepted += other.foreignAccepted
        resolvedRight += other.resolvedRight
        markedWrongly += other.markedWrongly
        unresolved += other.unresolved
        audio += other.audio
        decoding += other.decoding
        finishing += other.finishing
    }

    /// A line of the table under ``header``.
    func row(_ name: String) -> String {
        func percent(_ part: Int, of whole: Int) -> String {
            whole == 0 ? "–" : "\(tenths(Double(part) * 100 / Double(whole))) %"
        }
        func milliseconds(_ share: Double) -> String {
            let sorted = finishing.sorted()
            guard !sorted.isEmpty else { return "–" }
            let at = min(sorted.count - 1, Int(Double(sorted.count) * share))
            return "\(tenths(sorted[at] / .milliseconds(1))) ms"
        }
        let first = [acceptedRight, acceptedWrong, doubtful, rejected].map { percent($0, of: answers) }
        let tries = [resolvedRight, markedWrongly, unresolved].map { percent($0, of: answers) }
        let load = audio == .zero ? "–" : "\(Double(Int((decoding / audio * 1000).rounded())) / 1000)"
        let cells =
            [name, "\(answers)"] + first
            + [percent(outsideAccepted, of: outside), percent(foreignAccepted, of: foreign)] + tries
            + [load, "\(milliseconds(0.5)), \(milliseconds(0.95))"]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
