import Foundation
import Tutor

/// The file, read from where it was read to.
struct StickFile {
    let path: String
    private var offset: Int?

    init(path: String) { self.path = path }

    /// What was appended; at the first time, the last line where a stick is being written.
    mutating func read() -> [StickNews] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            // A file that comes later is new from its beginning.
            offset = 0
            return []
        }
        // Half a line is read when it is whole.
        let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data.distance(from: data.startIndex, to: $0) + 1 } ?? 0
        let start = offset.map { $0 > whole ? 0 : $0 }
        offset = whole
        let lines = String(decoding: data.prefix(whole).dropFirst(start ?? 0), as: UTF8.self)
            .split(separator: "\n").compactMap { StickNews(line: $0) }
        guard start == nil else { return lines }
        return lines.suffix(1).filter(\.isBusy)
    }
}

extension StickNews {
    /// `found`, `writing`, `done`, `failed full`; nil for anything else.
    init?(line: some StringProtocol) {
        let words = String(line).split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case "found": self = .found
        case "writing": self = .writing
        case "done": self = .done
        case "failed": self = .failed(words.dropFirst().first.flatMap(StickFailure.init(rawValue:)) ?? .other)
        case _: return nil
        }
    }
}
