/// Why there is no connection, as far as somebody can do something about it.
public enum ConnectionTrouble: String, Sendable, Hashable, Codable, CaseIterable {
    /// No network, or nothing behind it.
    case network
    /// The server is there and has a problem of its own.
    case server
    /// The key is wrong, missing, or may not do this.
    case key
    /// The account has no money, or asks too much at a time.
    case account
    /// This machine's clock is wrong.
    case clock
    /// Somebody else answers in the server's place: a captive portal, a filter, a wrong address.
    case stranger
    /// The proxy does not let it through.
    case proxy
    /// A setting cannot be used.
    case setting
}
