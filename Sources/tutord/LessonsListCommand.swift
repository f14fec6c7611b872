import Appliance
import ArgumentParser
import Foundation
import Lessons

struct LessonsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The lessons in the folder, and the packs that group them.",
        discussion: """
            A pack is a list of lessons for a class, in packs.yaml beside the lessons:

              packs:
                - id: summer-term
                  title: "Year 3, summer term"
                  ages: 7-8
                  lessons: [times-tables, water-cycle]
            """)

    @OptionGroup var settings: Settings
    @Option(name: .long, help: "Only the lessons of this pack.")
    var pack: String?
    @Flag(name: .long, help: "Print JSON: {lessons, packs}, or with --pack the lessons of it.")
    var json = false

    private struct Row: Encodable {
        var id, title, language, ages: String
        var exercises: Int

        init(_ lesson: Lesson) {
            id = lesson.id.rawValue
            title = lesson.title
            language = lesson.language
            ages = "\(lesson.ages.lowerBound)-\(lesson.ages.upperBound)"
            exercises = lesson.exercises.count
        }
    }

    private struct PackRow: Encodable {
        var id, title: String
        var ages: String?
        var lessons: [String]

        init(_ pack: LessonPack) {
            id = pack.id.rawValue
            title = pack.title
            ages = pack.ages.map { "\($0.lowerBound)-\($0.upperBound)" }
            lessons = pack.lessons.map(\.rawValue)
        }
    }

    private struct Listing: Encodable {
        var lessons: [Row]
        var packs: [PackRow]
    }

    func run() async throws {
        try await Failure.reported {
            let library = try Composition(configuration: settings.configuration()).library()
            for fault in library.faults { Failure.say("\(fault)") }
            let lessons = try pack.map { try library.lessons(of: .init(rawValue: $0)) } ?? library.lessons
            let rows = lessons.map(Row.init)
            if json {
                print(
                    try JSONText.of(Listing(lessons: rows, packs: pack == nil ? library.packs.map(PackRow.init) : [])))
                return
            }
            let width = max(18, rows.map(\.id.count).max() ?? 0)
            for row in rows {
                let id = row.id.padding(toLength: width, withPad: " ", startingAt: 0)
                print("\(id) ages \(row.ages), \(row.exercises) exercises, \(row.language): \(row.title)")
            }
            guard pack == nil else { return }
            for pack in library.packs {
                let ages = pack.ages.map { ", ages \($0.lowerBound)-\($0.upperBound)" } ?? ""
                print("\npack \(pack.id)\(ages): \(pack.title)")
                print("  " + pack.lessons.map(\.rawValue).joined(separator: ", "))
            }
        }
    }
}
