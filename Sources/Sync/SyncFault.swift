/// Why nothing can be sent before somebody has mended something. Nothing is lost.
public enum SyncFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The store does not know us, or does not let us write.
    case credentials(status: Int)
    /// It lets us write, and does not let us look what it has.
    case unreadable(status: Int)
    /// It answers, and is no record store, or not at this address.
    case address(status: Int, text: String)
    /// What gives out tokens gives none.
    case noToken(status: Int)
    /// It takes nothing of what it is sent.
    case refusesAll(status: Int, text: String)
    /// Tried for as long as was allowed.
    case unreachable(String)

    public var description: String {
        switch self {
        case .credentials(let status):
            """
            the record store refuses us (\(status)); check sync_user (or sync_client_id) and sync_secret, and that they may \
            write statements
            """
        case .unreadable(let status):
            """
            the record store has something under an id of ours, and does not let us see it (\(status)); give the account \
            statements/read/mine beside statements/write
            """
        case .address(let status, let text):
            "the record store answered \(status)\(text.isEmpty ? "" : ": \(text)"); check the address in `sync`"
        case .noToken(let status):
            "no token was given for the record store (\(status)); check sync_token_url, sync_client_id and sync_scope"
        case .refusesAll(let status, _):
            // What it says may repeat what it was sent, and this gets into the log.
            """
            the record store refuses everything (\(status)); check the address in `sync`, and that it knows us: some \
            answer so where sync_user is missing
            """
        case .unreachable(let why):
            "the record store cannot be reached: \(why); everything is kept and will be sent later"
        }
    }
}
