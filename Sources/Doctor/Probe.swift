/// Measures things, and hands what it finds to a journal.
public protocol Probe: Sendable {
    /// What it looks at.
    var checks: [Check] { get }
    /// Measures what the journal asks for. Each check gets its line, also when there is nothing to be measured.
    func run(_ journal: Journal) async
}
