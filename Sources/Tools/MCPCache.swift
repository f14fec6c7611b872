import Realtime

/// Results that the server said may be used again for a while (`ttlMs`). Pure: time is an argument.
///
/// It belongs to one client, so to one server and one key: `cacheScope` needs no look.
struct MCPCache: Sendable {
    private struct Entry: Sendable {
        var value: JSONValue
        var expires: Duration
    }

    private static let longest = Duration.seconds(86_400)
    private static let mostEntries = 64

    private var entries: [String: Entry] = [:]

    /// The value kept under a key, while it may be used.
    func value(of key: String, at now: Duration) -> JSONValue? {
        guard let entry = entries[key], entry.expires > now else { return nil }
        return entry.value
    }

    /// - Parameter milliseconds: how long it may be used; nil and what is below nothing is not kept.
    mutating func keep(_ value: JSONValue, as key: String, for milliseconds: Int?, at now: Duration) {
        guard let milliseconds, milliseconds > 0 else { return evict(key) }
        entries = entries.filter { $0.value.expires > now }
        guard entries.count < MCPCache.mostEntries || entries[key] != nil else { return }
        let time = min(.milliseconds(min(milliseconds, 86_400_000)), MCPCache.longest)
        entries[key] = Entry(value: value, expires: now + time)
    }

    mutating func evict(_ key: String) { entries[key] = nil }
}
