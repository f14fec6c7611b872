import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The validity of a certificate, from the TLS handshake to the task that asks.
final class ValidityBox: Sendable {
    private let validity = Mutex<ClosedRange<Int>?>(nil)

    func set(from: Int, to: Int) { validity.withLock { $0 = from...max(from, to) } }

    /// What the validity says about a certificate that was refused now.
    var failure: TLSFailure { ValidityBox.failure(validity.withLock { $0 }, now: time(nil)) }

    static func failure(_ validity: ClosedRange<Int>?, now: Int) -> TLSFailure {
        guard let validity else { return .untrusted }
        if now > validity.upperBound { return .expired(at: validity.upperBound) }
        if now < validity.lowerBound { return .notYetValid(from: validity.lowerBound) }
        return .untrusted
    }
}
