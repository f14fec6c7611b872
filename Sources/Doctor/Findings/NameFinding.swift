public import RealtimeSocket
import Tutor

/// Whether the name of the first hop has an address.
public struct NameFinding: Finding, Hashable {
    public var host: String
    public var answer: NameLookup.Answer
    public var limit: Duration

    public func judged() -> Judgement {
        switch answer {
        case .addresses(let addresses) where addresses == [host]:
            return .fine("\(host) is an address: there is no name to look up.")
        case .addresses(let addresses):
            let more = addresses.count > 2 ? " and \(addresses.count - 2) more" : ""
            return .fine("'\(host)' is \(addresses.prefix(2).joined(separator: ", "))\(more).")
        case .unknown(let reason):
            return .broken(
                .network, "'\(host)' has no address: the name server says \"\(reason)\".",
                "Check the name in the settings; some networks answer only for names that they allow.")
        case .failed(let reason):
            return .broken(
                .network, "No name server answers for '\(host)': \"\(reason)\".",
                "Look at the cable or Wi-Fi, then at /etc/resolv.conf (`resolvectl status`).")
        case .late:
            return .broken(
                .network, "No name server answered for '\(host)' within \(limit.text).",
                "The name server is silent: look at /etc/resolv.conf (`resolvectl status`), or a firewall on port 53.")
        }
    }

    public var measured: [String: Double] {
        switch answer {
        case .addresses(let addresses): ["addresses": Double(addresses.count)]
        case .unknown, .failed, .late: [:]
        }
    }
}
