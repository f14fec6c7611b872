/// Runs probes: those that only look side by side, and then those that want quiet and a person, one after another.
public struct Examination: Sendable {
    private let side: [any Probe]
    private let quiet: [any Probe]

    /// - Parameters:
    ///   - side: disturb nobody and ask nothing.
    ///   - quiet: sound, buttons, lamps: what hears is not to be disturbed by what computes and writes.
    public init(side: [any Probe], quiet: [any Probe]) {
        self.side = side
        self.quiet = quiet
    }

    public func run(_ journal: Journal) async -> Diagnosis {
        await withDiscardingTaskGroup { group in
            for probe in side where probe.checks.contains(where: journal.wants) {
                group.addTask { await probe.run(journal) }
            }
        }
        for probe in quiet where probe.checks.contains(where: journal.wants) { await probe.run(journal) }
        return journal.diagnosis
    }
}
