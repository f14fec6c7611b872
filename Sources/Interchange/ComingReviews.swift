import Gradebook
import Lessons
import Statements

/// What is to be practised again, and by whom: first what is due, then what comes within a week.
struct ComingReviews {
    private struct Skill: Hashable {
        let lesson: LessonID
        let objective: ObjectiveID
    }

    private struct Due {
        let title: String
        var date: String
        var pupils: [String]
    }

    /// Lines of a list, and pupils of a line; the others are counted.
    private static let mostLines = 6
    private static let mostPupils = 6

    private let lists: [(title: String, lines: [Due])]

    init(_ pupils: [PupilProgress], today: String?) {
        let now = today.flatMap(PageDate.day)
        var due: [Skill: Due] = [:]
        var soon: [Skill: Due] = [:]
        for pupil in pupils {
            for objective in pupil.objectives {
                guard let date = objective.reviewOn, let day = PageDate.day(date) else { continue }
                let isDue = now.map { day <= $0 } ?? false
                if let now, day > now + 7 { continue }
                let skill = Skill(lesson: objective.lesson, objective: objective.objective)
                let none = Due(title: objective.title, date: date, pupils: [])
                func add(_ due: inout Due) {
                    due.date = min(due.date, date)
                    due.pupils.append(pupil.title)
                }
                if isDue { add(&due[skill, default: none]) } else { add(&soon[skill, default: none]) }
            }
        }
        lists = [("Due now", due), (now == nil ? "Earliest first" : "Within a week", soon)].compactMap {
            title, skills in
            let lines = skills.values.sorted { ($0.date, $0.title) < ($1.date, $1.title) }
            return lines.isEmpty ? nil : (title, lines)
        }
    }

    var isEmpty: Bool { lists.isEmpty }

    var body: String { lists.map { ComingReviews.list($0.title, $0.lines) }.joined(separator: "\n") }

    private static func list(_ title: String, _ lines: [Due]) -> String {
        var items = lines.prefix(mostLines).map { due in
            let names = due.pupils.prefix(mostPupils).map { HTML.said($0) }.joined(separator: ", ")
            let more = due.pupils.count > mostPupils ? " and \(due.pupils.count - mostPupils) more" : ""
            return "<li><b>\(HTML.text(due.title))</b> <i>\(PageDate.weekday(due.date))</i> \(names)\(more)</li>"
        }
        if lines.count > mostLines { items.append("<li>and \(lines.count - mostLines) more skills</li>") }
        return "<h3>\(title)</h3>\n<ul class=\"coming\">\n\(items.joined(separator: "\n"))\n</ul>"
    }
}
