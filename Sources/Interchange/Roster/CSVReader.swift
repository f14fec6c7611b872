/// Takes a text apart into records, one after another.
struct CSVReader {
    private let scalars: [Unicode.Scalar]
    private let separator: Unicode.Scalar
    private let path: String
    private var index = 0
    private var line = 1

    init(_ text: String, separator: String, path: String) {
        scalars = Array(text.unicodeScalars)
        self.separator = separator.unicodeScalars.first ?? ","
        self.path = path
    }

    mutating func next() throws(InterchangeError) -> CSVTable.Row? {
        guard index < scalars.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard index < scalars.count else { break }
            let ended = scalars[index]
            index += 1
            if ended == separator {
                // A separator at the very end is followed by an empty field.
                if index == scalars.count { fields.append("") }
                if index < scalars.count { continue }
                break
            }
            if ended == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
            line += 1
            break
        }
        return CSVTable.Row(line: start, fields: fields)
    }

    private mutating func field() throws(InterchangeError) -> String {
        var field = String.UnicodeScalarView()
        guard index < scalars.count, scalars[index] == "\"" else {
            while index < scalars.count, scalars[index] != separator, scalars[index] != "\n", scalars[index] != "\r" {
                field.append(scalars[index])
                index += 1
                try check(field.count)
            }
            return String(field)
        }
        let opened = line
        index += 1
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "\n" || (scalar == "\r" && !(index < scalars.count && scalars[index] == "\n")) { line += 1 }
            if scalar == "\"" {
                guard index < scalars.count, scalars[index] == "\"" else { return try closed(field) }
                index += 1
            }
            field.append(scalar)
            try check(field.count)
        }
        throw .faulty(place: "\(path):\(opened):1", what: "a quote is opened and not closed")
    }

    /// After a closing quote comes a separator, a line's end, or nothing.
    private func closed(_ field: String.UnicodeScalarView) throws(InterchangeError) -> String {
        if index < scalars.count, scalars[index] != separator, scalars[index] != "\n", scalars[index] != "\r" {
            throw .faulty(
                place: "\(path):\(line):1", what: "something follows a closing quote; a quote in a field is doubled")
        }
        return String(field)
    }

    private func check(_ count: Int) throws(InterchangeError) {
        guard count <= CSVTable.mostField else {
            throw .faulty(place: "\(path):\(line):1", what: "a field of more than \(CSVTable.mostField) characters")
        }
    }
}
