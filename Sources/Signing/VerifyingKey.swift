import Crypto
import FoundationEssentials

/// The public half of a school's key: who has it can tell whether lessons are the school's, and make none.
///
/// Its file is a SubjectPublicKeyInfo in PEM (RFC 8410).
public struct VerifyingKey: Sendable {
    private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

    /// The 32 bytes that the key is.
    private let point: [UInt8]

    init(_ key: Curve25519.Signing.PublicKey) { point = [UInt8](key.rawRepresentation) }

    /// Reads a key from its file.
    /// - Throws: ``SigningError/unreadable(path:reason:)`` or ``SigningError/noKey(path:expected:)``.
    public init(path: String) throws(SigningError) {
        let text = try KeyFile.read(path)
        guard let bytes = PEM.bytes(text, label: "PUBLIC KEY"), bytes.count == VerifyingKey.prefix.count + 32,
            bytes.starts(with: VerifyingKey.prefix),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.suffix(32))
        else {
            throw .noKey(
                path: path,
                expected: PEM.bytes(text, label: "PRIVATE KEY") == nil
                    ? "a public Ed25519 key in PEM, as `tutord lessons keygen` makes it"
                    : "the public key; this is the private one, which belongs on no box")
        }
        self.init(key)
    }

    /// Writes the key to a new file that everybody may read.
    /// - Throws: ``SigningError/exists(path:)`` or ``SigningError/notWritten(path:reason:)``.
    public func write(to path: String) throws(SigningError) {
        let bytes = VerifyingKey.prefix + point
        try KeyFile.write(PEM.text(bytes, label: "PUBLIC KEY"), to: path, mode: 0o644)
    }

    /// What people compare to know that two files hold one key: 16 bytes of its SHA-256 in hexadecimal.
    public var fingerprint: String { String(Digest.of(point).prefix(32)) }

    func accepts(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: point) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}
