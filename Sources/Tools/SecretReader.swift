import Foundation

/// Reads the values of secrets where they are used. A fault names the reference, never the value.
public struct SecretReader: Sendable {
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case missing(SecretReference)
        case unreadable(SecretReference, reason: String)
        case open(SecretReference, mode: String)
        case unfit(SecretReference)
        case noCredentials(SecretReference)

        public var description: String {
            switch self {
            case .missing(.environment(let name)):
                "the variable \(name) is not set: set it in /etc/tutor/environment, or where the tutor is started"
            case .missing(let reference): "the secret \(reference) is not there: make the file"
            case .unreadable(let reference, let reason): "the secret \(reference) cannot be read: \(reason)"
            case .open(let reference, let mode):
                "the secret \(reference) is readable by everyone (mode \(mode)): chmod 600 it"
            case .unfit(let reference):
                "the secret \(reference) is empty, too long or has control characters: it must be one line of text"
            case .noCredentials(let reference):
                "the secret \(reference) needs systemd: add LoadCredential= to the service, or use file:"
            }
        }
    }

    private static let mostBytes = 8192
    private let environment: [String: String]

    /// - Parameter environment: nil takes this process's own.
    public init(environment: [String: String]? = nil) {
        self.environment = environment ?? ProcessInfo.processInfo.environment
    }

    /// The value, without the white space around it. Blocks for as long as a small file takes.
    public func read(_ reference: SecretReference) throws(Fault) -> String {
        switch reference {
        case .environment(let name):
            guard let value = environment[name] else { throw .missing(reference) }
            return try checked(value, reference)
        case .file(let path): return try checked(try contents(path, reference, isGuarded: false), reference)
        case .credential(let name):
            guard let folder = environment["CREDENTIALS_DIRECTORY"] else { throw .noCredentials(reference) }
            return try checked(try contents("\(folder)/\(name)", reference, isGuarded: true), reference)
        }
    }

    /// Several, by the same names.
    public func read(_ references: [String: SecretReference]) throws(Fault) -> [String: String] {
        var values: [String: String] = [:]
        for (name, reference) in references { values[name] = try read(reference) }
        return values
    }

    /// - Parameter isGuarded: whether the folder keeps others out already.
    private func contents(_ path: String, _ reference: SecretReference, isGuarded: Bool) throws(Fault) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { throw .missing(reference) }
            throw .unreadable(reference, reason: String(cString: strerror(errno)))
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(reference, reason: "it is no file")
        }
        if !isGuarded, facts.st_mode & 0o006 != 0 {
            throw .open(reference, mode: "0" + String(facts.st_mode & 0o777, radix: 8))
        }
        var bytes = [UInt8](repeating: 0, count: SecretReader.mostBytes + 1)
        let count = Foundation.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(reference, reason: String(cString: strerror(errno))) }
        guard count <= SecretReader.mostBytes, let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw .unfit(reference)
        }
        return text
    }

    private func checked(_ text: String, _ reference: SecretReference) throws(Fault) -> String {
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty, value.utf8.count <= SecretReader.mostBytes,
            value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .unfit(reference) }
        return value
    }
}
