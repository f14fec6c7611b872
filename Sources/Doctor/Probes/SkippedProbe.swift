/// In place of a probe that cannot be made.
public struct SkippedProbe: Probe {
    public let checks: [Check]
    let why: String

    public init(_ checks: [Check], _ why: String) {
        self.checks = checks
        self.why = why
    }

    public func run(_ journal: Journal) async { journal.skip(checks, why) }
}
