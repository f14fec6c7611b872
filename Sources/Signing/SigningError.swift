/// Why a folder could not be signed, or is not what was signed.
public enum SigningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A key file is there already, and a key that was made is never written over.
    case exists(path: String)
    case notWritten(path: String, reason: String)
    case unreadable(path: String, reason: String)
    /// A file is not the key that is wanted.
    case noKey(path: String, expected: String)
    /// The folder was never signed.
    case unsigned(folder: String)
    /// The signature is not that of this manifest by this key.
    case wrongSignature(folder: String, fingerprint: String)
    /// The manifest is signed and cannot be followed.
    case badManifest(folder: String, reason: String)
    /// Files that are not as they were signed; never empty.
    case altered(folder: String, [FileFinding])
    /// Files that cannot be signed; never empty.
    case notSignable(folder: String, [FileFinding])

    public var description: String {
        switch self {
        case .exists(let path):
            "\(path) is there already: choose another name with --out. A key that lessons were signed with is not "
                + "written over."
        case .notWritten(let path, let reason): "\(path) could not be written: \(reason)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .noKey(let path, let expected): "\(path) is no such key: expected \(expected)"
        case .unsigned(let folder):
            "the lessons in \(folder) are not signed: sign them with `tutord lessons sign \(folder) --key school.key`, "
                + "or take `lessons_key` out of the settings"
        case .wrongSignature(let folder, let fingerprint):
            "the lessons in \(folder) are not signed by the school's key (\(fingerprint)): their manifest was altered, "
                + "or signed with another key. Copy them again from where they were signed"
        case .badManifest(let folder, let reason):
            "\(folder)/\(SignedFolder.manifestName) is signed but cannot be used: \(reason). Sign the folder again"
        case .altered(let folder, let findings):
            "the lessons in \(folder) are not as they were signed: \(SigningError.list(findings)). Copy them again, or "
                + "sign them again with `tutord lessons sign \(folder) --key school.key`"
        case .notSignable(let folder, let findings):
            "\(folder) cannot be signed: \(SigningError.list(findings))"
        }
    }

    /// What is wrong with single files.
    public var findings: [FileFinding] {
        switch self {
        case .altered(_, let findings), .notSignable(_, let findings): findings
        case .exists, .notWritten, .unreadable, .noKey, .unsigned, .wrongSignature, .badManifest: []
        }
    }

    private static func list(_ findings: [FileFinding]) -> String {
        let told = findings.prefix(5).map(\.description).joined(separator: ", ")
        return findings.count > 5 ? told + ", and \(findings.count - 5) more" : told
    }
}
