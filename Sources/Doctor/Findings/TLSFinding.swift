public import RealtimeSocket
import Tutor

/// Whether the server is who it should be.
public struct TLSFinding: Finding, Hashable {
    public var url: SocketURL
    /// Nil for an address without TLS.
    public var result: Result<WayToServer.Certificate?, SocketError>
    /// Seconds since 1970.
    public var now: Int

    static let soon = 14 * 86_400

    public func judged() -> Judgement {
        switch result {
        case .success(nil):
            let isNear = url.host == "localhost" || url.host == "::1" || url.host.hasPrefix("127.")
            return isNear
                ? .skipped("ws:// has no TLS; the server is on this machine.")
                : .warning(
                    "ws:// to \(url.host) has no TLS: the key and the voices can be heard on the way.",
                    "Use wss:// if the server has it.")
        case .success(let certificate?):
            let left = certificate.validUntil - now
            let text = "\(certificate.version) with \(url.host), its certificate is good for \(left / 86_400) days"
            return left < TLSFinding.soon
                ? .warning("\(text).", "Tell its operator: when it ends, nothing works any more.") : .fine("\(text).")
        case .failure(let error): return .broken(TroubleCode(error.trouble), "\(error).", TLSFinding.advice(error))
        }
    }

    private static func advice(_ error: SocketError) -> String? {
        guard case .tls(_, .untrusted) = error else { return nil }
        return "A filter or log-in page may answer in its place; a school's own authority has to be in "
            + "/usr/local/share/ca-certificates (update-ca-certificates)."
    }

    public var measured: [String: Double] {
        switch result {
        case .success(let certificate?): ["days_left": Double((certificate.validUntil - now) / 86_400)]
        case .success(nil), .failure: [:]
        }
    }
}
