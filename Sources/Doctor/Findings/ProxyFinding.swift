public import RealtimeSocket
import Tutor

/// Whether the proxy opens a tunnel.
public struct ProxyFinding: Finding, Hashable {
    public var hop: WayToServer.Hop
    public var host: String
    /// Why there is no tunnel.
    public var fault: SocketError?

    public func judged() -> Judgement {
        let name = "\(hop.host):\(hop.port)"
        switch fault {
        case nil: return .fine("The proxy \(name) opens a tunnel to \(host).")
        case .proxyRefused(_, _, 407)?:
            return .broken(
                .proxy, "The proxy \(name) wants a user name and a password (HTTP 407).",
                "Put them into HTTPS_PROXY in /etc/tutor/environment: http://name:password@host:port.")
        case .proxyRefused(_, _, let status)?:
            return .broken(
                .proxy, "The proxy \(name) refuses a tunnel to \(host) (HTTP \(status)).",
                "Ask its operator to allow \(host).")
        case let error?: return .broken(.proxy, "\(error).")
        }
    }
}
