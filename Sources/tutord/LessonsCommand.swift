import Appliance
import ArgumentParser
import Foundation
import Lessons

struct LessonsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons", abstract: "List the lessons, or check them.",
        subcommands: [List.self, Check.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The lessons in the folder: id, title, ages, exercises.")

        @OptionGroup var settings: Settings
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let library = try LessonLibrary(path: settings.configuration().lessons)
                for fault in library.faults { Failure.say("\(fault)") }
                if json {
                    struct Row: Encodable {
                        var id, title, language, ages: String
                        var exercises: Int
                    }
                    let rows = library.lessons.map { lesson in
                        Row(
                            id: lesson.id.rawValue, title: lesson.title, language: lesson.language,
                            ages: "\(lesson.ages.lowerBound)-\(lesson.ages.upperBound)",
                            exercises: lesson.exercises.count)
                    }
                    print(try JSONText.of(rows))
                } else {
                    for lesson in library.lessons {
                        let ages = "\(lesson.ages.lowerBound)-\(lesson.ages.upperBound)"
                        let id = lesson.id.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0)
                        print(
                            "\(id) ages \(ages), \(lesson.exercises.count) exercises, \(lesson.language): \(lesson.title)"
                        )
                    }
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check lesson files: every fault at once, with its place.",
            discussion: "Exits with 0 when all are good and with 1 when one is not.")

        @Argument(help: "Files or folders. (default: the folder of lessons)")
        var paths: [String] = []
        @OptionGroup var settings: Settings
        @Flag(name: .long, help: "Print the faults as JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let paths = paths.isEmpty ? [try settings.configuration().lessons] : paths
                var good = 0
                var faults: [Fault] = []
                for path in paths {
                    for entry in try LessonLibrary(path: path).entries {
                        switch entry.result {
                        case .success: good += 1
                        case .failure(let found): faults += found.faults
                        }
                    }
                }
                if json {
                    print(try JSONText.of(faults))
                } else {
                    for fault in faults { print(fault) }
                    print(faults.isEmpty ? "\(good) lessons are good" : "\(faults.count) faults")
                }
                if !faults.isEmpty { throw Failure.faultFound }
            }
        }
    }
}
