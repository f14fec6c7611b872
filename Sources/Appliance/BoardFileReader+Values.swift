import Lessons
import Yams

extension BoardFileReader {
    /// A whole number.
    mutating func number(_ row: BoardRow, _ key: String) -> Int? {
        guard let node = row.values[key] else { return nil }
        return number(node, key, file: row.file)
    }

    mutating func number(_ node: Node, _ key: String, file: Int) -> Int? {
        guard case .scalar(let scalar) = node, let number = Int(scalar.string) else {
            fault("`\(key)` is \(BoardFileReader.shown(node))", "a whole number", at: node, file: file)
            return nil
        }
        return number
    }

    mutating func truth(_ row: BoardRow, _ key: String) -> Bool? {
        guard let node = row.values[key] else { return nil }
        switch node.string?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        case _:
            fault("`\(key)` is \(BoardFileReader.shown(node))", "true or false", at: node, file: row.file)
            return nil
        }
    }

    /// One of the words of an enumeration.
    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(_ row: BoardRow, _ key: String) -> Value? {
        guard let node = row.values[key] else { return nil }
        return choice(node, key, file: row.file)
    }

    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ node: Node, _ key: String, file: Int
    ) -> Value? {
        if let word = node.string, let value = Value(rawValue: word) { return value }
        let words = Value.allCases.map(\.rawValue)
        let nearest = node.string.flatMap { YAMLFile.nearest(to: $0, among: words) }
        fault(
            "`\(key)` is \(BoardFileReader.shown(node))", nearest.map { "`\($0)`" } ?? words.joined(separator: ", "),
            at: node, file: file)
        return nil
    }

    private static func shown(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): "\"\(scalar.string.prefix(40))\""
        case .mapping: "a mapping of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
