import Foundation
public import Gradebook
import Lessons
import Mastery
import Statements

/// What was learned as a OneRoster 1.2 gradebook (CSV binding, bulk): `oneroster.zip`.
///
/// One line item for each class and lesson, one result for each pupil and line item, and under each result how far the
/// skills of the lesson have come. Only for pupils who came from a OneRoster roster: their ids mean something there.
public struct OneRosterFile {
    private let report: ProgressReport
    private let classes: [String: ClassRow]

    public init(_ report: ProgressReport, classes: [ClassRow]) {
        self.report = report
        self.classes = Dictionary(classes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: ``InterchangeError/nothing(_:)`` where no pupil came from a roster.
    public func write(to path: String) throws(InterchangeError) {
        let tables = try self.tables()
        try ZipArchive.write(tables.map { ($0.name + ".csv", $0.text) }, to: path)
    }

    /// The files that are not absent, the manifest first.
    func tables() throws(InterchangeError) -> [(name: String, text: String)] {
        var lineItems: [[String]] = []
        var results: [[String]] = []
        var learned: [[String]] = []
        var categories: [[String]] = []
        var known: Set<String> = []
        for pupil in report.pupils {
            guard let student = pupil.sourcedID, let row = pupil.classID.flatMap({ classes[$0] }),
                let school = row.school, let term = row.term
            else { continue }
            let category = "tutor-kiosk-\(row.id)"
            if known.insert(category).inserted { categories.append([category, "", "", "Tutor", ""]) }
            for (lesson, objectives) in OneRosterFile.lessons(of: pupil) {
                let item = OneRosterFile.identifier("tutor", row.id, lesson.rawValue)
                if known.insert(item).inserted {
                    lineItems.append([
                        item, "", "", OneRosterFile.field(objectives[0].lessonTitle), "Practised with the voice tutor",
                        date, date, row.id, category, term, "0", "100", school,
                    ])
                }
                guard objectives.contains(where: { $0.firstTries > 0 }) else { continue }
                let first = objectives.reduce(0) { $0 + $1.firstTries }
                let right = objectives.reduce(0) { $0 + $1.rightFirstTime }
                let last = objectives.compactMap(\.lastAnswer).max()
                let isDone = objectives.allSatisfy { $0.standing == .mastered }
                let result = UUIDv5.make(OneRosterFile.identifier("result", student, item))
                results.append([
                    result, "", "", item, student, isDone ? "fully graded" : "partially graded",
                    String(first == 0 ? 0 : (right * 100 + first / 2) / first), last?.date ?? date, "", "", row.id,
                    isDone ? "false" : "true", "false", "false", "false",
                ])
                for objective in objectives where objective.firstTries > 0 {
                    let id = OneRosterFile.identifier(objective.lesson.rawValue, objective.objective.rawValue)
                    learned.append([
                        UUIDv5.make(OneRosterFile.identifier(result, id)), "", "", result, "unknown", id,
                        objective.score.map(String.init) ?? "", objective.standing.rawValue,
                    ])
                }
            }
        }
        guard !results.isEmpty else {
            throw .nothing(
                """
                there is nothing for a OneRoster gradebook: no pupil who has answered came from a OneRoster roster with \
                its class, school and term (`tutord pupils import roster.zip`); use --format xlsx or csv
                """)
        }
        let full = [
            "categories": categories, "lineItems": lineItems, "results": results, "resultLearningObjectiveIds": learned,
        ]
        let written = OneRosterFile.headers.compactMap { name, header in
            full[name].map { rows in (name, CSV.record(header) + rows.map { CSV.record($0) }.joined()) }
        }
        return [("manifest", manifest(Set(full.keys)))] + written
    }

    /// All that a manifest has to name, in the order of the specification.
    static let files = [
        "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
        "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources",
        "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles",
        "userResources", "users",
    ]

    private static let headers: [(String, [String])] = [
        ("categories", ["sourcedId", "status", "dateLastModified", "title", "weight"]),
        (
            "lineItems",
            [
                "sourcedId", "status", "dateLastModified", "title", "description", "assignDate", "dueDate",
                "classSourcedId", "categorySourcedId", "academicSessionSourcedId", "resultValueMin", "resultValueMax",
                "schoolSourcedId",
            ]
        ),
        (
            "results",
            [
                "sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId", "scoreStatus",
                "score", "scoreDate", "comment", "textScore", "classSourcedId", "inProgress", "incomplete", "late",
                "missing",
            ]
        ),
        (
            "resultLearningObjectiveIds",
            [
                "sourcedId", "status", "dateLastModified", "resultSourcedId", "source", "learningObjectiveId", "score",
                "textScore",
            ]
        ),
    ]

    private func manifest(_ present: Set<String>) -> String {
        let rows =
            [["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
            + OneRosterFile.files.map { ["file.\($0)", present.contains($0) ? "bulk" : "absent"] }
        return CSV.record(["propertyName", "value"]) + rows.map { CSV.record($0) }.joined()
    }

    private var date: String { report.madeAt?.date ?? "1970-01-01" }

    private static func lessons(of pupil: PupilProgress) -> [(LessonID, [ObjectiveProgress])] {
        var order: [LessonID] = []
        for objective in pupil.objectives where !order.contains(objective.lesson) { order.append(objective.lesson) }
        return order.map { lesson in (lesson, pupil.objectives.filter { $0.lesson == lesson }) }
    }

    /// At most 255 of the letters that an id may have.
    static func identifier(_ parts: String...) -> String {
        let text = parts.joined(separator: "/").map { character in
            character.isASCII && (character.isLetter || character.isNumber || "-._/@".contains(character))
                ? character : "-"
        }
        guard text.count <= 255 else { return UUIDv5.make(String(text)) }
        return String(text)
    }

    /// One line of at most 255 characters.
    private static func field(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 }.prefix(255))
    }
}
