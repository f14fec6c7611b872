import Appliance
public import ArgumentParser
import Foundation
public import Lessons

struct LessonsNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a new lesson that works, with comments that teach the format.",
        discussion: """
            The file has an exercise of each kind that you ask for, and passes `tutord lessons check` and `tutord lessons
            try` as it is. Replace its texts by your own, one at a time.

              tutord lessons new volcanoes
              tutord lessons new el-agua --title "El agua" --language es --ages 6-8
              tutord lessons new spelling-bee --kind spell --kind repeat --out lessons/english/spelling-bee.md

            A file that is there already is not written over (73).
            """)

    @Argument(help: "The lesson's id: lower-case letters, digits and hyphens.")
    var id: String
    @Option(name: .long, help: "The title. (default: made of the id)")
    var title: String?
    @Option(name: .long, help: "The language, as a BCP 47 tag.")
    var language = "en-GB"
    @Option(name: .long, help: "Years of age, such as 7-9.")
    var ages = "7-9"
    @Option(
        name: .long,
        help:
            "A kind of exercise: \(Exercise.Kind.allCases.map(\.rawValue).joined(separator: ", ")). Give it again for more. (default: say, number, choice)"
    )
    var kind: [Exercise.Kind] = []
    @Option(name: .long, help: "The file, or a folder to put it into. (default: ID.md)")
    var out: String?

    private var range: ClosedRange<Int>? {
        let parts = ages.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let low = parts[0], let high = parts[1], low <= high else { return nil }
        return low...high
    }

    func validate() throws {
        guard range != nil else { throw ValidationError("--ages is \(ages): expected a range such as 7-9") }
    }

    func run() async throws {
        try await Failure.reported {
            let kinds =
                kind.isEmpty
                ? LessonTemplate.common
                : kind.reduce(into: []) { kinds, kind in
                    if !kinds.contains(kind) { kinds.append(kind) }
                }
            let template = LessonTemplate(
                id: LessonID(rawValue: id), title: title, language: language, ages: range ?? 7...9, kinds: kinds)
            let path = file
            // What the format does not take is told before anything is written.
            if case .failure(let faults) = LessonFile.parse(template.text, path: path) {
                let wrong = faults.faults.map { "\($0.wrong), \($0.expected)" }
                throw ValidationError(wrong.joined(separator: "\n"))
            }
            guard !FileManager.default.fileExists(atPath: path) else {
                Failure.say("tutord: \(path) is there already: choose another id, or another file with --out")
                throw Failure.cannotWrite
            }
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(template.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            print("\(path) is written. Next:")
            print("  tutord lessons check \(path)")
            print("  tutord lessons try \(path)")
        }
    }

    private var file: String {
        guard let out else { return id + ".md" }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: out, isDirectory: &isFolder)
        if out.hasSuffix("/") { return out + id + ".md" }
        return exists && isFolder.boolValue ? out + "/" + id + ".md" : out
    }
}

extension Exercise.Kind: ExpressibleByArgument {}
