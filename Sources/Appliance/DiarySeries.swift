public import Foundation
import Statements
import Tutor

/// The diaries of a box: one file for each session, and a link to the newest under the name of the settings.
///
///     diary.jsonl -> diary-000012.jsonl
///     diary-000011.jsonl
///
/// Bounded by number and by bytes: the oldest go.
public struct DiarySeries: Sendable, Hashable {
    /// How many are kept with the one that is written.
    public static let most = 64
    /// Bytes of those that are written no more.
    public static let mostBytes = 192 << 20

    /// The name of the settings.
    public let path: String
    private let folder: String
    private let stem: String
    private let ending: String

    public init(path: String) {
        self.path = path
        let url = URL(filePath: path)
        folder = url.deletingLastPathComponent().path
        ending = url.pathExtension.isEmpty ? "" : "." + url.pathExtension
        stem = url.deletingPathExtension().lastPathComponent
    }

    /// The diaries that there are, the oldest first.
    public var files: [String] { numbered.map { name(of: $0) } }

    /// Makes room for one more, and points the link to it. A diary of before that has the link's name is kept as one of
    /// the series.
    /// - Returns: where the next diary is to be written.
    /// - Throws: what the file system says.
    public func next() throws -> String {
        var present = numbered
        let manager = FileManager.default
        let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
        if !isLink, manager.fileExists(atPath: path) {
            let number = (present.last ?? 0) + 1
            try manager.moveItem(atPath: path, toPath: name(of: number))
            present.append(number)
        }
        let number = (present.last ?? 0) + 1
        var bytes = 0
        var kept = 1
        for old in present.reversed() {
            let facts = try? manager.attributesOfItem(atPath: name(of: old))
            bytes += (facts?[.size] as? NSNumber)?.intValue ?? 0
            kept += 1
            if kept > DiarySeries.most || bytes > DiarySeries.mostBytes {
                try? manager.removeItem(atPath: name(of: old))
            }
        }
        let new = name(of: number)
        // In one step: the link is never missing.
        let aside = path + ".new"
        try? manager.removeItem(atPath: aside)
        try manager.createSymbolicLink(
            atPath: aside, withDestinationPath: URL(filePath: new).lastPathComponent)
        guard rename(aside, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        return new
    }

    /// Deletes the diaries of a pupil, and those of which nobody can tell whose they are.
    /// - Returns: how many.
    @discardableResult
    public func remove(of account: String) -> Int {
        remove { file in DiarySeries.account(in: file) ?? account == account }
    }

    /// Deletes what has not been written since a moment.
    /// - Returns: how many.
    @discardableResult
    public func remove(before moment: Date) -> Int {
        remove { file in
            let facts = try? FileManager.default.attributesOfItem(atPath: file)
            return (facts?[.modificationDate] as? Date).map { $0 < moment } ?? false
        }
    }

    private func remove(where isMeant: (String) -> Bool) -> Int {
        files.count { isMeant($0) && (try? FileManager.default.removeItem(atPath: $0)) != nil }
    }

    /// Whose a diary is, by its first line; "guest" without an account, `nil` where it has no such line.
    private static func account(in file: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: file), options: .mappedIfSafe),
            let head = try? JSONDecoder().decode(DiaryHead.self, from: data.prefix { $0 != UInt8(ascii: "\n") })
        else { return nil }
        return head.settings.account ?? PupilID.guest.rawValue
    }

    private var numbered: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(stem + "-"), name.hasSuffix(ending) else { return nil }
            let digits = name.dropFirst(stem.count + 1).dropLast(ending.count)
            guard digits.count == 6, digits.allSatisfy(\.isNumber) else { return nil }
            return Int(digits)
        }.sorted()
    }

    private func name(of number: Int) -> String {
        let digits = String(number)
        return "\(folder)/\(stem)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)\(ending)"
    }
}
