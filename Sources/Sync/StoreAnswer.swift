/// What a record store made of a request.
public enum StoreAnswer: Sendable, Hashable {
    /// A status, what it said of it (for the quarantine), and the seconds after which it wants to be asked again.
    case status(Int, text: String, retryAfter: Int?)
    /// A status that says yes, with something that no record store answers: a log-in page, most likely.
    case foreign(status: Int)
    /// Nothing was sent: the address of the tokens answered so, and gave none.
    case noToken(status: Int)
    /// No answer, or half of one: whether it was stored is not known.
    case lost(String)
}

/// What a record store has under an id.
public enum StoredStatement: Sendable, Hashable {
    case none
    /// What was sent; what a store adds or leaves out (stored, authority, display names) does not count.
    case same
    case other
}
