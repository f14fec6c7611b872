import Realtime

/// A response while it is made.
struct Answer: Sendable, Hashable {
    var id: ResponseID
    /// What this response does otherwise than the session.
    var parameters: ResponseCreateParameters
    /// The news that it answers; they count as told when it is cancelled, too.
    var news: [DrillMaster.News]
    /// What is still to be said and called.
    var steps: [DrillMaster.Step] = []
    /// Finished items.
    var output: [Item] = []
    var tokens = TokenCount()
}

/// An assistant message while a voice speaks it.
struct SpokenMessage: Sendable, Hashable {
    var id: ItemID
    var utterance: Utterance
    var text: String
    /// Samples delivered so far, at 24 kHz.
    var samples = 0
}
