import Yams

extension FrontMatter {
    /// Marks a key that was given twice; keys with it are passed over.
    static let duplicate = "~twice~"

    /// The front matter as YAML nodes; nil where it cannot be read as YAML.
    func compose(path: String, faults: inout [Fault]) -> Node? {
        // Nodes are read by recursion and anchors can grow without end: nothing of the kind gets in.
        let before = faults.filter { $0.wrong != FrontMatter.tab }.count
        guard before == 0 else { return nil }
        var matter = self
        for attempt in 0... {
            let yaml = matter.lines.joined(separator: "\n") + "\n"
            do {
                let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
                guard let node = try parser.singleRoot() else {
                    faults.append(
                        Fault(
                            path: path, line: 1, column: 1, wrong: "\(name) is empty",
                            expected: "expected lines of `key: value`"))
                    return nil
                }
                return node
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard attempt < 50, let key = keys.first, let place = matter.second(key, after: Place(context.mark))
                else {
                    faults.append(
                        matter.fault(
                            "the key `\(keys.first ?? "")` twice in one mapping", "expected it once",
                            at: Place(context.mark),
                            path: path))
                    return nil
                }
                faults.append(
                    Fault(
                        path: path, line: place.line + firstLine - 1, column: place.column,
                        wrong: "the key `\(key)` a second time", expected: "expected it once"))
                matter.rename(
                    key, to: "\(FrontMatter.duplicate)\(attempt)", line: place.line, column: place.column)
            } catch {
                // What a tab breaks has been told by its own line.
                if faults.isEmpty { faults.append(matter.fault(error, path: path)) }
                return nil
            }
        }
        return nil
    }

    /// Where a key stands again below a place: in the same column of a later line.
    private func second(_ key: String, after mark: Place) -> (line: Int, column: Int)? {
        guard mark.line >= 1, mark.line < lines.count, !key.isEmpty else { return nil }
        for line in (mark.line + 1)...lines.count {
            let rest = String(String.UnicodeScalarView(lines[line - 1].unicodeScalars.dropFirst(mark.column - 1)))
            let after = rest.dropFirst(key.count).drop { $0 == " " }
            if rest.hasPrefix(key), after.first == ":" { return (line, mark.column) }
        }
        return nil
    }

    private func fault(_ error: any Error, path: String) -> Fault {
        let start = Place.start
        guard let error = error as? YamlError else {
            return fault("cannot be read as YAML", "expected YAML", at: start, path: path)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return fault(problem, FrontMatter.advice(to: problem), at: Place(mark), path: path)
        case .reader(let problem, let offset, _, let yaml):
            let read = yaml.prefix(offset ?? 0)
            let line = read.reduce(1) { $0 + ($1.isNewline ? 1 : 0) }
            let column = read.reversed().prefix { !$0.isNewline }.count + 1
            return fault(problem, "expected printable text", at: Place(line: line, column: column), path: path)
        case .duplicatedKeysInMapping(_, let context):
            return fault("a key twice in one mapping", "expected it once", at: Place(context.mark), path: path)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return fault("cannot be read as YAML (\(error))", "expected YAML", at: start, path: path)
        @unknown default:
            return fault("cannot be read as YAML (\(error))", "expected YAML", at: start, path: path)
        }
    }

    private func fault(_ wrong: String, _ expected: String, at place: Place, path: String) -> Fault {
        Fault(
            path: path, line: place.line + firstLine - 1, column: place.column,
            wrong: wrong, expected: expected)
    }

    /// What a teacher can do about a complaint of the YAML reader.
    private static func advice(to problem: String) -> String {
        let table = [
            ("mapping values are not allowed", "expected a text that holds a colon to stand in quotes"),
            ("cannot start any token", "expected the text in quotes, and no tabs"),
            ("could not find expected ':'", "expected `key: value`, or `- ` before an entry of a list"),
            ("did not find expected key", "expected the indentation of the keys beside it"),
            ("did not find expected '-'", "expected the indentation of the entries beside it"),
            ("unexpected end of stream", "expected a closing quote"),
            ("did not find expected ',' or ']'", "expected a closing bracket, or a text with brackets in quotes"),
            ("did not find expected ',' or '}'", "expected a closing bracket, or a text with brackets in quotes"),
            ("undefined alias", "expected a text that begins with an asterisk to stand in quotes"),
            ("another document", "expected one mapping of keys"),
        ]
        return table.first { problem.contains($0.0) }?.1 ?? "expected YAML"
    }
}
