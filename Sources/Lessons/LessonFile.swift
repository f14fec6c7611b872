/// The lesson format: YAML front matter between two `---` lines, then the tutor's instructions in Markdown.
///
/// `lessons/README.md` lists every key, its type, default and bound.
public enum LessonFile {
    /// Reads a lesson, or says everything that is wrong with it at once, in the order of the file.
    ///
    /// - Parameter path: how the faults name the file; nothing is read from there.
    public static func parse(_ text: String, path: String) -> Result<Lesson, LessonFaults> {
        guard text.utf8.count <= Bounds.fileBytes else {
            let fault = Fault(
                path: path, line: 1, column: 1, wrong: "the file has \(text.utf8.count) bytes",
                expected: "expected at most \(Bounds.fileBytes)")
            return .failure(LessonFaults([fault]))
        }
        var faults: [Fault] = []
        guard let matter = FrontMatter(text, path: path, faults: &faults) else {
            return .failure(LessonFaults(faults))
        }
        let node = matter.compose(path: path, faults: &faults)
        var reader = NodeReader(path: path, lineOffset: matter.firstLine - 1, lines: matter.lines)
        let lesson = node.flatMap { reader.lesson($0, body: matter.body, bodyLine: matter.bodyLine) }
        faults += reader.faults
        guard let lesson, faults.isEmpty else {
            return .failure(LessonFaults(faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }))
        }
        return .success(lesson)
    }

    /// Reads a lesson from the bytes of a file, which must be UTF-8; a byte order mark is tolerated.
    public static func parse(_ bytes: [UInt8], path: String) -> Result<Lesson, LessonFaults> {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let place = invalidPlace(in: bytes)
            let fault = Fault(
                path: path, line: place.line, column: place.column, wrong: "a byte that is not UTF-8",
                expected: "expected the file saved as UTF-8")
            return .failure(LessonFaults([fault]))
        }
        return parse(text, path: path)
    }

    private static func invalidPlace(in bytes: [UInt8]) -> (line: Int, column: Int) {
        var parser = Unicode.UTF8.ForwardParser()
        var source = bytes.makeIterator()
        var line = 1
        var column = 1
        while case .valid(let scalar) = parser.parseScalar(from: &source) {
            if scalar.first == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return (line, column)
    }
}
