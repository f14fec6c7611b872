import Audio
import Foundation

/// One line of the corpus.
struct Recording {
    enum Kind: String { case answer, outside, confirm, foreign }

    var file: String
    var voice: String
    var kind: Kind
    var take: Int
    /// The exercise that is asked, and what is meant in it.
    var exercise: String
    var meaning: String
    var said: String
    var isChildLike: Bool { file.contains("/child/") }

    static func all(in folder: String, set: String) throws -> [Recording] {
        try String(contentsOfFile: "\(folder)/\(set).tsv", encoding: .utf8).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 7, let kind = Kind(rawValue: fields[2]), let take = Int(fields[3]) else { return nil }
            return Recording(
                file: fields[0], voice: fields[1], kind: kind, take: take, exercise: fields[4], meaning: fields[5],
                said: fields[6])
        }
    }

    func frame(in folder: String) throws -> AudioFrame {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
        return try WAVFile(bytes: [UInt8](data)).frame()
    }
}
