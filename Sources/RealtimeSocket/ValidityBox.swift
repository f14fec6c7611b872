import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The validity of a certificate, from the TLS handshake to the task that asks.
final class ValidityBox: Sendable {
    struct Validity: Sendable, Hashable {
        var from: Int
        var to: Int
    }

    private let validity = Mutex<Validity?>(nil)

    func set(from: Int, to: Int) { validity.withLock { $0 = Validity(from: from, to: to) } }

    /// What the validity says about a certificate that was refused now.
    var failure: TLSFailure { ValidityBox.failure(validity.withLock { $0 }, now: time(nil)) }

    static func failure(_ validity: Validity?, now: Int) -> TLSFailure {
        guard let validity else { return .untrusted }
        if now > validity.to { return .expired(at: validity.to) }
        if now < validity.from { return .notYetValid(from: validity.from) }
        return .untrusted
    }
}
