import Gradebook
import Lessons
import Mastery
import Statements

/// One lesson of a class: who has practised it, and how far each is with each skill.
struct ClassLesson {
    /// Skills that stand side by side on A4; more go below.
    private static let columns = 6

    let id: LessonID
    let title: String
    /// By skill, in the order of the lesson.
    private let skills: [(id: ObjectiveID, title: String)]
    private let rows: [(pupil: PupilProgress, skills: [ObjectiveID: ObjectiveProgress])]
    private let others: [PupilProgress]

    /// The lessons that somebody has answered in.
    static func all(of pupils: [PupilProgress]) -> [ClassLesson] {
        var order: [LessonID] = []
        var seen: Set<LessonID> = []
        for objective in pupils.flatMap(\.objectives)
        where objective.tries > 0 && seen.insert(objective.lesson).inserted {
            order.append(objective.lesson)
        }
        return order.map { ClassLesson($0, pupils) }
    }

    private init(_ lesson: LessonID, _ pupils: [PupilProgress]) {
        id = lesson
        var skills: [(id: ObjectiveID, title: String)] = []
        var rows: [(pupil: PupilProgress, skills: [ObjectiveID: ObjectiveProgress])] = []
        var others: [PupilProgress] = []
        var title = lesson.rawValue
        for pupil in pupils {
            let own = pupil.objectives.filter { $0.lesson == lesson }
            for objective in own where !skills.contains(where: { $0.id == objective.objective }) {
                skills.append((objective.objective, objective.title))
            }
            title = own.first?.lessonTitle ?? title
            if own.contains(where: { $0.tries > 0 }) {
                rows.append(
                    (pupil, Dictionary(own.map { ($0.objective, $0) }, uniquingKeysWith: { first, _ in first })))
            } else {
                others.append(pupil)
            }
        }
        self.title = title
        self.skills = skills
        self.rows = rows
        self.others = others
    }

    private var all: [ObjectiveProgress] { rows.flatMap { $0.skills.values } }

    /// Where each pupil stands with each skill; who has not begun the lesson has started none of them.
    var standings: [Standing] {
        rows.flatMap { row in skills.map { row.skills[$0.id]?.standing ?? .notStarted } }
            + Array(repeating: .notStarted, count: others.count * skills.count)
    }

    var answers: Int { all.reduce(0) { $0 + $1.tries } }

    /// Right first tries of all, in whole percent.
    var score: Int? {
        let first = all.reduce(0) { $0 + $1.firstTries }
        return first == 0 ? nil : (all.reduce(0) { $0 + $1.rightFirstTime } * 100 + first / 2) / first
    }

    func section(by origin: Origin) -> String {
        let parts = stride(from: 0, to: skills.count, by: ClassLesson.columns).map { start in
            table(Array(skills[start..<min(skills.count, start + ClassLesson.columns)]), by: origin)
        }
        let missing = others.map { HTML.said($0.title) }.joined(separator: ", ")
        return """
            <section class="lesson">
            <h2>\(HTML.text(title))</h2>
            \(parts.joined(separator: "\n"))
            \(others.isEmpty ? "" : "<p class=\"quiet\">Not started: \(missing)</p>")
            </section>
            """
    }

    private func table(_ skills: [(id: ObjectiveID, title: String)], by origin: Origin) -> String {
        let heads = skills.map { skill in
            let standings =
                rows.map { $0.skills[skill.id]?.standing ?? .notStarted }
                + Array(repeating: .notStarted, count: others.count)
            return "<th scope=\"col\">\(HTML.text(skill.title))\(HTML.shares(standings))</th>"
        }
        let lines = rows.map { row in
            let last = row.skills.values.compactMap(\.lastAnswer).max().map { PageDate.short(origin.local($0).date) }
            let number = row.pupil.number.map { "<i>\($0)</i>" } ?? ""
            return """
                <tr><th scope="row">\(number)\(HTML.said(row.pupil.title))</th>\
                \(skills.map { ClassLesson.cell(row.skills[$0.id]) }.joined())<td class="last">\(last ?? "–")</td></tr>
                """
        }
        return """
            <table class="grid">
            <thead><tr><th scope="col">Pupil</th>\(heads.joined())<th scope="col" class="last">Last</th></tr></thead>
            <tbody>
            \(lines.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private static func cell(_ objective: ObjectiveProgress?) -> String {
        guard let objective, objective.tries > 0 else {
            return "<td class=\"fresh\">\(Standing.notStarted.rawValue)</td>"
        }
        let share = objective.score.map { "<small>\($0) %</small>" } ?? ""
        return "<td class=\"\(HTML.name(objective.standing))\">\(objective.standing.rawValue)\(share)</td>"
    }
}
