public import Statements

/// Statements that are sent together, in one order, again and again until they are stored: fixed on the disk before they
/// are first tried.
public struct SyncBatch: Sendable, Hashable {
    public var number: Int
    /// Never empty.
    public var ids: [StatementID]
    /// How often it was tried before, also by an earlier run of the program.
    public var tries: Int

    public init(number: Int, ids: [StatementID], tries: Int = 0) {
        self.number = number
        self.ids = ids
        self.tries = tries
    }

    /// How long its answer is waited for: two minutes, and up to eight where that was not enough.
    ///
    /// An overloaded store answers late, and does the work of those who have given up, too. Where nobody waits longer than
    /// its queue is long it never gets out of it.
    public var patience: Duration { .seconds(120 << min(2, max(0, tries))) }
}
