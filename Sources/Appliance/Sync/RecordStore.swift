public import Gradebook
public import Realtime
public import Statements
public import Sync

/// Where statements go.
public protocol RecordStore: Sendable {
    /// Sends a batch, in its bytes.
    func post(_ batch: ProgressStore.Batch) async -> StoreAnswer
    /// What it has under an id: a value, nothing, or why that could not be seen.
    func statement(_ id: StatementID) async -> Result<JSONValue?, LookFault>
}

/// Looking for a statement went wrong.
public struct LookFault: Error, Sendable, Hashable {
    public var answer: StoreAnswer

    public init(_ answer: StoreAnswer) { self.answer = answer }
}
