import Foundation

/// What the service is started with and a shell is not: its key and its environment (`systemd/tutor.service`).
///
/// A doctor who is started by hand would say that the key is missing, or miss the proxy.
public struct ServiceEnvironment: Sendable {
    let root: String

    public init(root: String = "") { self.root = root }

    /// The variables that are to be added to those that are set already.
    /// - Parameter environment: of this process; what is in it stays.
    public func missing(in environment: [String: String]) -> [String: String] {
        var added: [String: String] = [:]
        if let text = try? String(contentsOfFile: root + "/etc/tutor/environment", encoding: .utf8) {
            added = ServiceEnvironment.parse(text)
        }
        if FileManager.default.isReadableFile(atPath: root + "/etc/credstore/tutor.api-key") {
            added["CREDENTIALS_DIRECTORY"] = root + "/etc/credstore"
        }
        return added.filter { environment[$0.key] == nil }
    }

    /// Lines of `NAME=value`, perhaps quoted; comments begin with # or ; (systemd.exec(5), EnvironmentFile=).
    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard let first = line.first, first != "#", first != ";", let equals = line.firstIndex(of: "=") else {
                continue
            }
            let name = line[..<equals].trimmingCharacters(in: .whitespaces)
            var value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
                value = String(value.dropFirst().dropLast())
            }
            if !name.isEmpty { values[name] = value }
        }
        return values
    }
}
