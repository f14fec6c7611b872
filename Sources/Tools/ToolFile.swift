public import Lessons
import Yams

/// A file of `lessons/tools`: YAML that declares one tool (`lessons/tools/README.md`).
public enum ToolFile {
    /// Reads a declaration, or says everything that is wrong with it at once, in the order of the file.
    ///
    /// - Parameter path: how the faults name the file, whose name is the tool's; nothing is read from there.
    public static func parse(_ text: String, path: String) -> Result<ToolDeclaration, LessonFaults> {
        guard text.utf8.count <= Bounds.fileBytes else {
            return .failure(
                LessonFaults([
                    Fault(
                        path: path, line: 1, column: 1, wrong: "the file has \(text.utf8.count) bytes",
                        expected: "expected at most \(Bounds.fileBytes)")
                ]))
        }
        var faults: [Fault] = []
        var reader = ToolFileReader(path: path)
        let declaration = YAMLFile.compose(text, path: path, faults: &faults).flatMap { reader.declaration($0) }
        faults += reader.faults
        guard let declaration, faults.isEmpty else {
            return .failure(LessonFaults(faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }))
        }
        return .success(declaration)
    }

    /// Reads a declaration from the bytes of a file, which must be UTF-8.
    public static func parse(_ bytes: [UInt8], path: String) -> Result<ToolDeclaration, LessonFaults> {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
                .reduce(1) { $0 + ($1.isNewline ? 1 : 0) }
            return .failure(
                LessonFaults([
                    Fault(
                        path: path, line: line, column: 1, wrong: "a byte that is not UTF-8",
                        expected: "expected the file saved as UTF-8")
                ]))
        }
        return parse(text, path: path)
    }

    /// Every key of a tool file.
    public static var keys: [String] { ToolFileReader.keys.map(\.name) }

    /// The keys that go with a kind.
    public static func keys(of kind: String) -> [String] {
        ToolFileReader.keys.filter { key in key.owners.contains { $0.rawValue == kind } }.map(\.name)
    }

    /// What a file may hold.
    enum Bounds {
        static let fileBytes = 262_144
        static let name = 64
        static let description = 500
        static let phrases = 0...12
        /// Characters of a phrase.
        static let phrase = 120
        /// Sentences that all phrases of a tool come to.
        static let sentences = 600
        /// Values of a parameter that stands in a phrase or a summary.
        static let values = 200
        static let spoken = 400
        static let timeout = 0.1...600.0
        static let size = 64...65_536
        static let cpu = 1...3_600
        static let memory = 16...4_096
        static let files = 8...1_024
        static let command = 1...32
        static let variables = 0...32
        static let hosts = 1...16
        static let address = 2_000
        static let value = 2_000
        static let words = 1...2_000
        static let meaning = 300
        /// Mappings within each other, of a schema or a body.
        static let depth = 10
    }
}
