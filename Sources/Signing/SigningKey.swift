import Crypto
import FoundationEssentials
import Glibc

/// The private half of a school's key (Ed25519, RFC 8032): who has it can say which lessons are the school's.
///
/// Its file is PKCS #8 in PEM (RFC 8410), which `openssl pkey` reads. It is never printed and has no description.
public struct SigningKey: Sendable {
    /// Everything before the 32 bytes of the key in its DER: version, algorithm 1.3.101.112, octet strings.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// The 32 bytes that the key is.
    private let seed: [UInt8]
    public let publicKey: VerifyingKey

    /// Makes a new key from the system's random numbers.
    public init() { self.init(Curve25519.Signing.PrivateKey()) }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        seed = [UInt8](key.rawRepresentation)
        publicKey = VerifyingKey(key.publicKey)
    }

    /// Reads a key from its file.
    /// - Throws: ``SigningError/unreadable(path:reason:)`` or ``SigningError/noKey(path:expected:)``.
    public init(path: String) throws(SigningError) {
        let text = try KeyFile.read(path)
        let size = SigningKey.prefix.count + 32
        guard let bytes = PEM.bytes(text, label: "PRIVATE KEY"), bytes.count == size,
            bytes.starts(with: SigningKey.prefix),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.suffix(32))
        else {
            throw .noKey(
                path: path,
                expected: PEM.bytes(text, label: "PUBLIC KEY") == nil
                    ? "a private Ed25519 key in PEM, as `tutord lessons keygen` makes it"
                    : "the private key; this is the public one, which only verifies")
        }
        self.init(key)
    }

    /// Writes the key to a new file that its owner alone may read (mode 0600).
    /// - Throws: ``SigningError/exists(path:)`` or ``SigningError/notWritten(path:reason:)``.
    public func write(to path: String) throws(SigningError) {
        let bytes = SigningKey.prefix + seed
        try KeyFile.write(PEM.text(bytes, label: "PRIVATE KEY"), to: path, mode: 0o600)
    }

    /// The signature of bytes: 64 bytes.
    func signature(of bytes: [UInt8]) throws(SigningError) -> [UInt8] {
        do {
            return [UInt8](try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: bytes))
        } catch {
            throw .notWritten(path: SignedFolder.signatureName, reason: "the signature could not be made: \(error)")
        }
    }
}
