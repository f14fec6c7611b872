import Foundation

/// The kernel's and the system's own files, from a root that tests set.
public struct SystemFiles: Sendable {
    let root: String

    public init(root: String = "") { self.root = root }

    /// A file's text without white space and zero bytes around it; nil where there is none.
    func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: root + path) else { return nil }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines.union(["\0"]))
        return text.isEmpty ? nil : text
    }

    func number(_ path: String) -> Int? { text(path).flatMap { Int($0) } }

    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted()
    }

    /// Where a link leads, by its last component.
    func target(of link: String) -> String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: root + link))
            .flatMap { $0.split(separator: "/").last.map(String.init) }
    }
}
