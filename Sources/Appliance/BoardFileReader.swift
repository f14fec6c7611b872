import Foundation
import Hardware
import Lessons
import Yams

/// Reads a board's description out of the nodes of its file and of those that it extends, and keeps what is wrong.
struct BoardFileReader {
    /// The value of a key, with the number of the file that it stands in.
    private struct Value {
        var file: Int
        var node: Node
    }

    private static let keys = ["extends", "name", "chip", "buttons", "lamps", "sound"]
    /// How many files may extend each other.
    private static let depth = 5

    /// One for each file; the first is the board's own.
    private var readers: [NodeReader] = []
    private var otherFaults: [Fault] = []
    private(set) var places = BoardPlaces()

    var faults: [Fault] { otherFaults + readers.flatMap(\.faults) }

    /// The description; without a name, or where something is wrong, it is none to be used.
    mutating func read(
        _ text: String, path: String, base: (String) throws(BoardFile.Failure) -> String
    ) -> BoardDescription? {
        var values: [String: Value] = [:]
        gather(text, path: path, into: &values, base: base)
        guard let name = values["name"].flatMap({ self.text($0, "name") }) else {
            if let first = readers.first, faults.isEmpty {
                otherFaults.append(
                    Fault(
                        path: first.path, line: 1, column: 1, wrong: "the board has no `name`",
                        expected: "expected the key `name`"))
            }
            return nil
        }
        var description = BoardDescription(name: name)
        description.chip = values["chip"].flatMap { self.text($0, "chip") }
        description.buttons = list(values["buttons"], "buttons") { $0.button($1, path: $2, file: $3) }
        description.lamps = list(values["lamps"], "lamps") { $0.lamp($1, path: $2, file: $3) }
        if let sound = values["sound"] { description.sound = self.sound(sound.node, file: sound.file) }
        return description
    }

    /// The values of a file, and below them those of the file that it extends.
    private mutating func gather(
        _ text: String, path: String, into values: inout [String: Value],
        base: (String) throws(BoardFile.Failure) -> String
    ) {
        let node = YAMLFile.compose(text, path: path, faults: &otherFaults)
        let file = readers.count
        readers.append(NodeReader(path: path, lineOffset: 0))
        guard let node else { return }
        let own = readers[file].keys(of: node, in: "the board", known: BoardFileReader.keys, required: [])
        for (key, value) in own where key != "extends" && values[key] == nil {
            values[key] = Value(file: file, node: value)
            places.note(key, value, in: path)
        }
        guard let extended = own["extends"], let name = readers[file].text(extended, "extends", upTo: 200) else {
            return
        }
        let next = URL(filePath: path).deletingLastPathComponent().relativePath + "/" + name
        guard !name.contains("/"), file + 1 < BoardFileReader.depth, !readers.contains(where: { $0.path == next })
        else {
            readers[file].fault(
                "`extends` is \"\(name)\"", "the name of a file in the same folder, that does not extend this one",
                at: extended)
            return
        }
        do throws(BoardFile.Failure) {
            gather(try base(next), path: next, into: &values, base: base)
        } catch {
            readers[file].fault("\(next) cannot be read", "the name of a file in the same folder", at: extended)
        }
    }

    private mutating func text(_ value: Value, _ key: String) -> String? {
        readers[value.file].text(value.node, key, upTo: 200)
    }

    private mutating func list<Row>(
        _ value: Value?, _ key: String, row: (inout BoardFileReader, Node, String, Int) -> Row?
    ) -> [Row] {
        guard let value else { return [] }
        let entries = readers[value.file].entries(value.node, key, count: 0...64)
        return entries.enumerated().compactMap { index, node in
            let path = "\(key)[\(index)]"
            places.note(path, node, in: readers[value.file].path)
            return row(&self, node, path, value.file)
        }
    }
}

extension BoardFileReader {
    /// The values of a row, whose places are kept.
    mutating func row(
        _ node: Node, path: String, file: Int, known: [String], required: [String] = []
    ) -> BoardRow {
        let values = readers[file].keys(of: node, in: "`\(path)`", known: known, required: required)
        for (key, value) in values { places.note("\(path).\(key)", value, in: readers[file].path) }
        return BoardRow(node: node, values: values, file: file)
    }

    mutating func fault(_ wrong: String, _ expected: String, at node: Node, file: Int) {
        readers[file].fault(wrong, expected, at: node)
    }

    mutating func text(_ row: BoardRow, _ key: String) -> String? {
        readers[row.file].text(row.values[key], key, upTo: 200)
    }

    mutating func entries(_ node: Node, _ key: String, file: Int) -> [Node] {
        readers[file].entries(node, key, count: 1...16)
    }
}
