/// Why a server's certificate, or the TLS handshake, was not accepted.
public enum TLSFailure: Sendable, Hashable, CustomStringConvertible {
    /// The certificate is for other names.
    case wrongName
    /// No trusted authority stands behind the certificate.
    case untrusted
    /// It ended this many seconds after 1970.
    case expired(at: Int)
    /// It begins this many seconds after 1970: usually it is this machine's clock that is wrong.
    case notYetValid(from: Int)
    case other(String)

    public var description: String {
        switch self {
        case .wrongName:
            "its certificate is for another name: check the address, or whether a captive portal answers in its place"
        case .untrusted:
            "its certificate is signed by nobody this machine trusts: name the authority's file in the TLS setting, or update ca-certificates"
        case .expired(let time):
            "its certificate expired on \(HTTPDate.day(of: time)): check this machine's clock, or tell its operator"
        case .notYetValid(let time):
            "its certificate begins on \(HTTPDate.day(of: time)): this machine's clock is wrong; let it reach a time server"
        case .other(let text): text
        }
    }
}
