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
}
