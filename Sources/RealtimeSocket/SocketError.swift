/// What went wrong between this machine and a WebSocket peer: what failed, on which host, and what to do about it.
public enum SocketError: Error, Sendable, Hashable, CustomStringConvertible {
    case badURL(String)
    case badHeader(name: String)
    case badProxy(String)
    case missingKey(provider: String, setting: String)
    /// A file of certificate authorities cannot be read.
    case badAuthorities(path: String)

    case nameNotFound(host: String)
    case connectionRefused(host: String, port: Int)
    case unreachable(host: String, port: Int, why: String)
    case timedOut(host: String, after: Duration, doing: String)
    case tls(host: String, TLSFailure)
    case proxyRefused(proxy: String, host: String, status: Int)
    case proxyBroken(proxy: String, why: String)

    /// 401: the key is wrong or missing.
    case unauthorized(host: String, Refusal)
    case refused(host: String, Refusal)
    /// The answer was not HTTP, or its handshake was wrong.
    case notWebSocket(host: String, why: String)

    /// An HTTP answer that cannot be used.
    case notUnderstood(host: String, why: String)

    case closed(CloseReason)
    /// More control events were waiting than the outbox holds (bytes).
    case overflow(limit: Int)

    case portInUse(host: String, port: Int)
    case cannotListen(host: String, port: Int, why: String)

    public var description: String {
        switch self {
        case .badURL(let why): "the address of the server cannot be used: \(why)"
        case .badHeader(let name): "the header '\(name)' has characters that a header cannot have: check its setting"
        case .badProxy(let why): "the proxy named by the environment cannot be used: \(why)"
        case .missingKey(let provider, let setting): "no key for \(provider): set \(setting) or give a credential file"
        case .badAuthorities(let path): "cannot read certificates from '\(path)': expected a PEM file"
        case .nameNotFound(let host): "no address found for '\(host)': check the name, the network and its DNS"
        case .connectionRefused(let host, let port):
            "\(host):\(port) refuses connections: is the server running, and is this its port?"
        case .unreachable(let host, let port, let why): "cannot reach \(host):\(port) (\(why)): check the network"
        case .timedOut(let host, let after, let doing):
            "\(host): no answer while \(doing) for \(after.wholeSeconds) s: check the network and its DNS, or a firewall on the way"
        case .tls(let host, let failure): "cannot trust \(host): \(failure)"
        case .proxyRefused(let proxy, let host, let status):
            "the proxy \(proxy) refused a tunnel to \(host) (HTTP \(status)): "
                + (status == 407
                    ? "put its user name and password in the proxy setting" : "ask its operator to allow it")
        case .proxyBroken(let proxy, let why): "the proxy \(proxy) did not open a tunnel: \(why)"
        case .unauthorized(let host, let refusal):
            "\(host) does not accept the key (\(refusal)): check the key's setting"
        case .refused(let host, let refusal):
            "\(host) refused the connection (\(refusal))\(SocketError.advice(refusal))"
        case .notWebSocket(let host, let why):
            "\(host) does not answer as a WebSocket server (\(why)): check the address"
        case .notUnderstood(let host, let why): "\(host) did not answer as expected (\(why)): check the address"
        case .closed(let reason): "the connection was closed, \(reason)"
        case .overflow(let limit):
            "more than \(limit) bytes of events were waiting to be sent: the network is too slow or has stopped"
        case .portInUse(let host, let port):
            "port \(port) on \(host) is in use: stop the program that uses it (ss -ltnp), or choose another port"
        case .cannotListen(let host, let port, let why): "cannot listen on \(host):\(port): \(why)"
        }
    }

    private static func advice(_ refusal: Refusal) -> String {
        switch refusal.status {
        case 403: ": the key may not use this model or project"
        case 404: ": check the address and the model's name"
        case 429: ": over the rate limit or out of quota"
        case 500...599: ": the server has a problem; it is tried again"
        case _: ""
        }
    }
}

extension Duration {
    /// Seconds, rounded up to whole ones.
    var wholeSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
