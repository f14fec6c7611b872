/// Where keys and words stand in the front matter of a lesson file that can be read: for faults that are found only when
/// several files are held against each other.
struct FrontMatterPlaces {
    private let lines: [Substring]

    init(_ text: String) {
        let all = text.split(separator: "\n", maxSplits: 20_000, omittingEmptySubsequences: false)
        let end = all.dropFirst().firstIndex { $0.hasPrefix("---") } ?? all.count
        lines = Array(all[..<end])
    }

    /// Line and column from 1 of a word in the value of a key of the lesson; of the key's value where it is not found.
    func place(of word: String? = nil, in key: String) -> (line: Int, column: Int) {
        guard let start = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) else { return (1, 1) }
        if let word {
            for index in start..<lines.count {
                if index > start, let first = lines[index].first, first.isLetter { break }
                let from = index == start ? lines[index].dropFirst(key.count + 1) : lines[index]
                if let column = FrontMatterPlaces.column(of: word, in: from, of: lines[index]) {
                    return (index + 1, column)
                }
            }
        }
        let value = lines[start].dropFirst(key.count + 1).firstIndex { $0 != " " }
        return (start + 1, value.map { lines[start].distance(from: lines[start].startIndex, to: $0) + 1 } ?? 1)
    }

    /// The column of a whole word.
    private static func column(of word: String, in part: Substring, of line: Substring) -> Int? {
        var rest = part
        while let range = rest.firstRange(of: word) {
            let before = range.lowerBound > part.startIndex ? part[part.index(before: range.lowerBound)] : " "
            let after = range.upperBound < part.endIndex ? part[range.upperBound] : " "
            if !isPart(before), !isPart(after) {
                return line.distance(from: line.startIndex, to: range.lowerBound) + 1
            }
            rest = rest[range.upperBound...]
        }
        return nil
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "_" || character == "/"
    }
}
