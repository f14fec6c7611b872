import Gradebook
import Lessons
import Mastery
import Statements

/// The part of a report's page that is about a class: how far it is, who needs help first, and each lesson as a table of
/// pupils by skills.
struct ClassPage {
    private let report: ProgressReport

    init(_ report: ProgressReport) { self.report = report }

    var body: String {
        [tiles, help, lessons.map(table).joined(separator: "\n")].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var all: [(pupil: PupilProgress, objective: ObjectiveProgress)] {
        report.pupils.flatMap { pupil in pupil.objectives.map { (pupil, $0) } }
    }

    private var tiles: String {
        let started = all.filter { $0.objective.tries > 0 }
        let answers = started.reduce(0) { $0 + $1.objective.tries }
        let minutes = started.reduce(0) { $0 + $1.objective.spentMilliseconds } / 60_000
        let facts = [
            ("\(report.pupils.count)", "pupils"), ("\(answers)", "answers"),
            ("\(started.count { $0.objective.standing == .mastered }) of \(started.count)", "skills mastered"),
            ("\(Set(started.filter { $0.objective.standing == .needsHelp }.map(\.pupil.pupil)).count)", "need help"),
            ("\(minutes) min", "of answering"),
        ]
        return "<ul class=\"tiles\">" + facts.map { "<li><b>\($0.0)</b>\($0.1)</li>" }.joined() + "</ul>"
    }

    /// Who has most to be helped with, first.
    private var help: String {
        let needing = report.pupils.compactMap { pupil -> (PupilProgress, [ObjectiveProgress])? in
            let skills = pupil.objectives.filter { $0.standing == .needsHelp }
            return skills.isEmpty ? nil : (pupil, skills)
        }.sorted { $0.1.count > $1.1.count }
        guard !needing.isEmpty else { return "" }
        let items = needing.map { pupil, skills in
            "<li>\(HTML.said(pupil.title)): \(skills.map { HTML.text($0.title) }.joined(separator: ", "))</li>"
        }
        return "<h2>Needs help first</h2>\n<ol class=\"help-first\">\n\(items.joined(separator: "\n"))\n</ol>"
    }

    private var lessons: [(id: LessonID, title: String)] {
        var seen: Set<LessonID> = []
        return all.map(\.objective).filter { seen.insert($0.lesson).inserted }.map { ($0.lesson, $0.lessonTitle) }
    }

    private func table(_ lesson: (id: LessonID, title: String)) -> String {
        var seen: Set<ObjectiveID> = []
        let columns = all.map(\.objective).filter { $0.lesson == lesson.id && seen.insert($0.objective).inserted }
        let rows = report.pupils.compactMap { pupil -> String? in
            let own = pupil.objectives.filter { $0.lesson == lesson.id }
            guard own.contains(where: { $0.tries > 0 }) else { return nil }
            let cells = columns.map { column in
                ClassPage.cell(own.first { $0.objective == column.objective })
            }
            return "<tr><th scope=\"row\">\(HTML.said(pupil.title))</th>\(cells.joined())</tr>"
        }
        guard !rows.isEmpty else { return "" }
        let heads = columns.map { "<th scope=\"col\">\(HTML.text($0.title))</th>" }.joined()
        return """
            <h2>\(HTML.text(lesson.title))</h2>
            \(share(of: lesson.id))
            <table class="grid">
            <thead><tr><th scope="col">Pupil</th>\(heads)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private static func cell(_ objective: ObjectiveProgress?) -> String {
        guard let objective, objective.tries > 0 else { return "<td>–</td>" }
        let share = objective.score.map { " · \($0) %" } ?? ""
        let review = objective.reviewOn.map { "again \($0.dropFirst(5))" } ?? ""
        return """
            <td><span class="word \(ProgressReport.name(objective.standing))">\(objective.standing.rawValue)</span>\
            <small>\(objective.tries)\(share)</small><small>\(review)</small></td>
            """
    }

    /// A bar of how many skills of the class stand where.
    private func share(of lesson: LessonID) -> String {
        let standings = all.filter { $0.objective.lesson == lesson }.map(\.objective.standing)
        let total = max(1, standings.count)
        var left = 0.0
        var bars = ""
        for standing in [Standing.mastered, .practising, .needsHelp, .notStarted] {
            let width = Double(standings.count { $0 == standing }) * 1_000 / Double(total)
            if width > 0 {
                bars +=
                    "<rect class=\"s-\(ProgressReport.name(standing))\" x=\"\(Int(left))\" width=\"\(Int(left + width) - Int(left))\" height=\"14\"/>"
            }
            left += width
        }
        let words = Standing.allCases.map { standing in "\(standings.count { $0 == standing }) \(standing.rawValue)" }
        let label = words.joined(separator: ", ")
        return """
            <svg class="share" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label="\(label)">\(bars)</svg>
            """
    }
}
