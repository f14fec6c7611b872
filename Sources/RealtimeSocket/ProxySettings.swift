internal import FoundationEssentials

/// The HTTP proxies that the environment names, read as curl reads them.
///
/// `https_proxy`/`HTTPS_PROXY` serves `wss`, `http_proxy` (lower case only) serves `ws`, `all_proxy`/`ALL_PROXY` both.
/// `no_proxy`/`NO_PROXY` lists hosts, domains (with or without a dot in front), `host:port`, or `*`. The loopback never goes
/// through a proxy.
public struct ProxySettings: Sendable, Hashable {
    private var proxies: [SocketURL.Security: String] = [:]
    private var exempt: [String] = []

    /// No proxy at all.
    public init() {}

    /// What this process's environment says.
    public static var fromEnvironment: ProxySettings { ProxySettings(environment: ProcessInfo.processInfo.environment) }

    public init(environment: [String: String]) {
        func value(_ names: [String]) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        proxies[.tls] = value(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
        proxies[.plain] = value(["http_proxy", "all_proxy", "ALL_PROXY"])
        exempt = (value(["no_proxy", "NO_PROXY"]) ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
    }

    /// The proxy for an address, or nil where it is reached directly.
    /// - Throws: `SocketError.badProxy` for a setting that cannot be used.
    func proxy(for url: SocketURL) throws(SocketError) -> Proxy? {
        guard let text = proxies[url.security], !isExempt(url) else { return nil }
        return try Proxy(text)
    }

    private func isExempt(_ url: SocketURL) -> Bool {
        if url.host == "localhost" || url.host == "::1" || url.host.hasPrefix("127.") { return true }
        return exempt.contains { entry in
            if entry == "*" { return true }
            var name = entry[...]
            if let colon = entry.lastIndex(of: ":"), entry.firstIndex(of: ":") == colon {
                guard Int(entry[entry.index(after: colon)...]) == url.port else { return false }
                name = entry[..<colon]
            }
            if name.hasPrefix("*.") { name = name.dropFirst() }
            if name.hasPrefix(".") { name = name.dropFirst() }
            return url.host[...] == name || url.host.hasSuffix("." + name)
        }
    }
}
