public import RealtimeSocket
import Tutor

/// Whether a TCP connection comes about.
public struct ConnectFinding: Finding, Hashable {
    public var hop: WayToServer.Hop
    /// The address that it went to.
    public var result: Result<String, SocketError>

    public func judged() -> Judgement {
        let name = "\(hop.host):\(hop.port)"
        switch result {
        case .success(let address):
            let way = address == hop.host ? name : "\(name) (\(address))"
            return .fine("\(hop.isProxy ? "The proxy \(way)" : way) takes connections.")
        case .failure(.connectionRefused):
            return .broken(
                hop.isProxy ? .proxy : .network, "\(name) refuses connections.",
                hop.isProxy
                    ? "Check host and port of HTTPS_PROXY in /etc/tutor/environment."
                    : "Is the server running, and is this its port? Or a firewall refuses.")
        case .failure(.timedOut(_, let after, _)):
            return .broken(
                hop.isProxy ? .proxy : .network, "\(name) does not answer within \(after.text).",
                "A firewall on the way drops it: ask whoever runs the network to allow \(name).")
        case .failure(let error): return .broken(TroubleCode(error.trouble), "\(error).")
        }
    }
}
