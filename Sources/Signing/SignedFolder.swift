import FoundationEssentials

/// A folder whose files were signed: `manifest.json` lists them all, `manifest.sig` is the manifest's signature
/// (Ed25519, 64 bytes), which `openssl pkeyutl -verify -rawin` checks too.
///
/// Everything in the folder counts, lessons, tools, scripts and pictures: a file that is not listed is as wrong as one
/// that was altered.
public struct SignedFolder: Sendable {
    public static let manifestName = "manifest.json"
    public static let signatureName = "manifest.sig"

    public let path: String
    public let manifest: Manifest
    /// The verified bytes that were asked for, by their paths below the folder.
    public let contents: [String: [UInt8]]
    private let digests: [[UInt8]: String]

    /// Signs a folder as it is now.
    ///
    /// - Throws: ``SigningError/notSignable(folder:_:)`` where there is a link or another thing that is no plain file.
    @discardableResult
    public static func sign(_ path: String, with key: SigningKey) throws(SigningError) -> Manifest {
        var files: [Manifest.File] = []
        var refused: [FileFinding] = []
        try FolderWalk.read(path) { name, found in
            guard !isOwn(name) else { return }
            switch found {
            case .file(let bytes) where Manifest.isPlain(name): files.append(.init(path: name, content: bytes))
            case .file: refused.append(FileFinding(path: name, kind: .unreadable))
            case .refused(let kind): refused.append(FileFinding(path: name, kind: kind))
            }
        }
        guard refused.isEmpty else { throw .notSignable(folder: path, refused) }
        let manifest = Manifest(files: files)
        do {
            let text = try manifest.text()
            let signature = try key.signature(of: text)
            try Data(text).write(to: file(manifestName, in: path), options: .atomic)
            try Data(signature).write(to: file(signatureName, in: path), options: .atomic)
        } catch let error as SigningError {
            throw error
        } catch {
            throw .notWritten(path: path + "/" + manifestName, reason: "\(error)")
        }
        return manifest
    }

    /// Verifies a folder: each file is read once, and what is kept of it are the bytes that were verified.
    ///
    /// - Parameter keeping: the paths below the folder whose bytes are wanted.
    /// - Throws: ``SigningError``; ``SigningError/altered(folder:_:)`` with every file that is not as it was signed.
    public init(
        path: String, key: VerifyingKey, keeping: @escaping (String) -> Bool = { _ in false }
    ) throws(SigningError) {
        let manifest = try SignedFolder.manifest(path, key)
        var digests: [[UInt8]: String] = [:]
        for file in manifest.files { digests[Array(file.path.utf8)] = file.sha256 }
        var missing = digests
        var findings: [FileFinding] = []
        var contents: [String: [UInt8]] = [:]
        try FolderWalk.read(path) { name, found in
            guard !SignedFolder.isOwn(name) else { return }
            switch found {
            case .refused(let kind): findings.append(FileFinding(path: name, kind: kind))
            case .file(let bytes):
                guard let digest = digests[Array(name.utf8)] else {
                    findings.append(FileFinding(path: name, kind: .added))
                    return
                }
                guard Digest.of(bytes) == digest else {
                    findings.append(FileFinding(path: name, kind: .altered))
                    break
                }
                if keeping(name) { contents[name] = bytes }
            }
            missing[Array(name.utf8)] = nil
        }
        findings += missing.keys.map { FileFinding(path: String(decoding: $0, as: UTF8.self), kind: .missing) }
        guard findings.isEmpty else {
            throw .altered(folder: path, findings.sorted { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) })
        }
        self.path = path
        self.manifest = manifest
        self.contents = contents
        self.digests = digests
    }

    /// Reads a file of the folder now, and holds it against the manifest once more.
    /// - Returns: nil where it is not listed, or not as it was signed.
    public func read(_ name: String) -> [UInt8]? {
        if let kept = contents[name] { return kept }
        guard let digest = digests[Array(name.utf8)], let bytes = FolderWalk.file(name, in: path),
            Digest.of(bytes) == digest
        else { return nil }
        return bytes
    }

    private static func manifest(_ path: String, _ key: VerifyingKey) throws(SigningError) -> Manifest {
        guard let text = FolderWalk.file(manifestName, in: path),
            let signature = FolderWalk.file(signatureName, in: path)
        else {
            guard FileManager.default.fileExists(atPath: path) else {
                throw .unreadable(path: path, reason: "there is no such folder")
            }
            throw .unsigned(folder: path)
        }
        guard text.count <= Manifest.mostBytes, key.accepts(signature, of: text) else {
            throw .wrongSignature(folder: path, fingerprint: key.fingerprint)
        }
        do {
            return try Manifest.parse(text)
        } catch {
            throw .badManifest(folder: path, reason: "\(error)")
        }
    }

    private static func isOwn(_ name: String) -> Bool { name == manifestName || name == signatureName }

    private static func file(_ name: String, in folder: String) -> URL { URL(filePath: folder).appending(path: name) }
}
