import Foundation

/// A folder of lessons that a test writes, gone after it.
final class LessonFolders {
    let home: URL

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "lessons-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    var path: String { home.path }

    @discardableResult
    func put(_ text: String, in file: String) throws -> String {
        let url = home.appending(path: file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func put(_ bytes: [UInt8], in file: String) throws {
        try put("", in: file)
        try Data(bytes).write(to: home.appending(path: file))
    }

    /// A small lesson.
    /// - Parameter keys: more lines of its front matter.
    static func lesson(_ id: String, keys: String = "", ask: String = "Which animal barks?") -> String {
        """
        ---
        id: \(id)
        title: "The lesson \(id)"
        language: en-GB
        ages: 6-8
        \(keys.isEmpty ? "" : keys + "\n")objectives:
          - id: animals
            title: "Know two animals"
        exercises:
          - id: barks
            objective: animals
            kind: say
            ask: "\(ask)"
            expect: [dog, hound]
            confusions:
              - say: [cat]
                because: "That one purrs."
            hints: ["It wags its tail.", "It chases cats."]
            explain: "A dog barks."
        ---

        Be kind.

        """
    }

    /// A lesson whose exercises have pictures, each of the name of its file without the dot.
    static func pictured(_ id: String, files: [String]) -> String {
        let names = files.map { $0.replacing(".", with: "-") }
        let images = zip(names, files).map { "  - {id: \($0), file: \($1), alt: \"A picture.\"}\n" }.joined()
        let exercises = names.map { name in
            """
              - id: what-\(name)
                objective: animals
                kind: say
                image: \(name)
                ask: "What is this?"
                expect: [cloud]
                explain: "A cloud."

            """
        }
        return lesson(id, keys: "images:\n" + images.dropLast()).replacing(
            "exercises:\n", with: "exercises:\n" + exercises.joined())
    }
}
