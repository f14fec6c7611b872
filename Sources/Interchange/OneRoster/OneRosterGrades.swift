import Gradebook
import Lessons
import Mastery
import Statements

/// The tables of a school's gradebook, with their columns in the order that the binding gives them.
struct OneRosterGrades {
    private static let category = UUIDv5.make("category")

    private struct LineItem {
        let id: String
        let title: String
        let group, school, term: String
        /// Of the answers to it: dates like `2026-03-02`.
        var first, last: String
        var objectives: Set<String> = []
    }

    private let madeAt: WallTime
    private let mode: OneRosterFile.Mode
    private let origin: Origin
    private var lineItems: [String: LineItem] = [:]
    private var results: [[String]] = []
    private var objectives: [[String]] = []

    /// - Parameter origin: whose clock dates are by.
    init(madeAt: WallTime, mode: OneRosterFile.Mode, by origin: Origin) {
        self.madeAt = madeAt
        self.mode = mode
        self.origin = origin
    }

    var isEmpty: Bool { results.isEmpty }
    var lineItemCount: Int { lineItems.count }
    var resultCount: Int { results.count }
    var objectiveCount: Int { objectives.count }

    /// A pupil's skills of one lesson.
    mutating func add(
        _ skills: [ObjectiveProgress], of pupil: String, in group: String, school: String, term: String
    ) throws(OneRosterError) {
        for id in [pupil, group, school, term] where !SourcedID.isValid(id) { throw .badID(id) }
        guard let lesson = skills.first else { return }
        let item = UUIDv5.make("lineItem/\(group)/\(lesson.lesson)")
        let result = UUIDv5.make("result/\(pupil)/\(item)")
        let dates = skills.compactMap(\.lastAnswer).map { origin.local($0).date }
        let today = origin.local(madeAt).date
        let (first, last) = (dates.min() ?? today, dates.max() ?? today)
        var its =
            lineItems[item]
            ?? LineItem(
                id: item, title: OneRosterGrades.title(lesson.lessonTitle), group: group, school: school, term: term,
                first: first, last: last)
        (its.first, its.last) = (min(its.first, first), max(its.last, last))
        for skill in skills {
            let id = try OneRosterGrades.objective(skill)
            its.objectives.insert(id)
            guard skill.tries > 0 else { continue }
            objectives.append(
                row(UUIDv5.make("objective/\(result)/\(id)"))
                    + [result, "unknown", id, skill.score.map(String.init) ?? "", skill.standing.rawValue])
        }
        lineItems[item] = its
        let isMastered = skills.allSatisfy { $0.standing == .mastered }
        results.append(
            row(result) + [
                item, pupil, isMastered ? "fully graded" : "partially graded",
                OneRosterGrades.score(skills).map(String.init) ?? "", last, "",
                OneRosterGrades.word(skills).rawValue, group, isMastered ? "false" : "true", "false", "false", "false",
            ])
    }

    /// The archive's files; one without lines is not allowed, and is told to be absent.
    func files() -> [(name: String, bytes: [UInt8])] {
        let items = lineItems.values.sorted { $0.id < $1.id }
        let tables: [(String, [String], [[String]])] = [
            ("categories", ["title", "weight"], [row(OneRosterGrades.category) + ["Voice tutor", ""]]),
            (
                "lineItemLearningObjectiveIds", ["lineItemSourcedId", "source", "learningObjectiveId"],
                items.flatMap { item in
                    item.objectives.sorted().map { id in
                        row(UUIDv5.make("lineItemObjective/\(item.id)/\(id)"))
                            + [item.id, "unknown", id]
                    }
                }
            ),
            (
                "lineItems",
                [
                    "title", "description", "assignDate", "dueDate", "classSourcedId", "categorySourcedId",
                    "academicSessionSourcedId", "resultValueMin", "resultValueMax", "schoolSourcedId",
                ],
                items.map { item in
                    row(item.id) + [
                        item.title, "", item.first, item.last, item.group, OneRosterGrades.category, item.term, "0",
                        "100", item.school,
                    ]
                }
            ),
            (
                "resultLearningObjectiveIds",
                ["resultSourcedId", "source", "learningObjectiveId", "score", "textScore"], objectives
            ),
            (
                "results",
                [
                    "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate", "comment",
                    "textScore", "classSourcedId", "inProgress", "incomplete", "late", "missing",
                ], results
            ),
        ].filter { !$0.2.isEmpty }
        let present = Set(tables.map(\.0))
        let word = mode == .bulk ? "bulk" : "delta"
        let manifest =
            [["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
            + OneRosterManifest.files.map { ["file.\($0)", present.contains($0) ? word : "absent"] }
        let head = ["sourcedId", "status", "dateLastModified"]
        return [("manifest.csv", OneRosterGrades.table(["propertyName", "value"], manifest))]
            + tables.map { name, columns, rows in (name + ".csv", OneRosterGrades.table(head + columns, rows)) }
    }

    /// In bulk the status and its time must be blank (CSV binding 1.2).
    private func row(_ id: String) -> [String] {
        mode == .bulk ? [id, "", ""] : [id, "active", madeAt.precise]
    }

    /// RFC 4180 without a byte order mark; raw values, since no spreadsheet is meant to open them.
    private static func table(_ head: [String], _ rows: [[String]]) -> [UInt8] {
        let text = ([head] + rows).map { row in
            row.map { field in
                field.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10].contains($0) }
                    ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
            }.joined(separator: ",") + "\r\n"
        }
        return Array(text.joined().utf8)
    }

    /// No line breaks, and as long as the binding is safe for.
    private static func title(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }).prefix(255)
            .trimmingPrefix(" ").description
    }

    /// `lesson/objective`
    private static func objective(_ skill: ObjectiveProgress) throws(OneRosterError) -> String {
        let id = "\(skill.lesson)/\(skill.objective)"
        guard SourcedID.isValid(id) else { throw .badID(id) }
        return id
    }

    /// Right first tries of all first tries to the lesson, in whole percent.
    private static func score(_ skills: [ObjectiveProgress]) -> Int? {
        let tries = skills.reduce(0) { $0 + $1.firstTries }
        let right = skills.reduce(0) { $0 + $1.rightFirstTime }
        return tries == 0 ? nil : (right * 100 + tries / 2) / tries
    }

    /// The lesson's standing: help is needed where it is with one skill, and it is mastered when all are.
    private static func word(_ skills: [ObjectiveProgress]) -> Standing {
        if skills.contains(where: { $0.standing == .needsHelp }) { return .needsHelp }
        return skills.allSatisfy { $0.standing == .mastered } ? .mastered : .practising
    }
}
