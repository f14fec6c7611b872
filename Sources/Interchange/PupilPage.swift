import Gradebook
import Lessons
import Mastery
import Statements

/// The part of a report's page that is about one pupil: each lesson's skills, and what was practised.
struct PupilPage {
    private let pupil: PupilProgress
    private let origin: Origin

    init(_ pupil: PupilProgress, by origin: Origin) {
        self.pupil = pupil
        self.origin = origin
    }

    var body: String {
        var lessons: [(title: String, objectives: [ObjectiveProgress])] = []
        for objective in pupil.objectives {
            if lessons.last?.objectives.last?.lesson == objective.lesson {
                lessons[lessons.count - 1].objectives.append(objective)
            } else {
                lessons.append((objective.lessonTitle, [objective]))
            }
        }
        guard !lessons.isEmpty else { return "<p>Nothing has been practised yet.</p>" }
        return lessons.map { lesson in
            """
            <h2>\(HTML.text(lesson.title))</h2>
            \(objectives(lesson.objectives))
            \(exercises(lesson.objectives))
            """
        }.joined(separator: "\n")
    }

    private func objectives(_ objectives: [ObjectiveProgress]) -> String {
        let rows = objectives.map { objective in
            let share = objective.score.map { "\($0) %" } ?? "–"
            let bar = objective.score.map { HTML.bar(percent: $0, label: "\($0) percent right first time") } ?? ""
            let last = objective.lastAnswer.map { PageDate.short(origin.local($0).date) } ?? "–"
            return """
                <tr><th scope="row">\(HTML.text(objective.title))</th><td>\(HTML.word(objective.standing))</td>\
                <td class="number">\(objective.tries)</td><td class="wide">\(bar)</td><td class="number">\(share)</td>\
                <td>\(HTML.dots(objective.lastFive))</td><td>\(last)</td>\
                <td>\(objective.reviewOn.map(PageDate.short) ?? "–")</td></tr>
                """
        }
        return """
            <table class="objectives">
            <thead><tr><th scope="col">Skill</th><th scope="col">Status</th><th scope="col" class="number">Answers</th>\
            <th scope="col" colspan="2">Right first time</th><th scope="col">Last five</th>\
            <th scope="col">Last answer</th><th scope="col">Next review</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private func exercises(_ objectives: [ObjectiveProgress]) -> String {
        let exercises = objectives.flatMap(\.exercises)
        guard !exercises.isEmpty else { return "" }
        let rows = exercises.map { exercise in
            """
            <tr><th scope="row">\(HTML.said(exercise.ask))</th><td>\(HTML.said(HTML.short(exercise.lastAnswer)))</td>\
            <td>\(exercise.lastVerdict == .right ? "right" : "not yet")</td><td class="number">\(exercise.tries)</td>\
            <td class="number">\(exercise.rightFirstTime)</td><td class="number">\(exercise.hints)</td></tr>
            """
        }
        return """
            <table class="exercises">
            <thead><tr><th scope="col">What was practised</th><th scope="col">Last answer</th><th scope="col">Mark</th>\
            <th scope="col" class="number">Tries</th><th scope="col" class="number">First time right</th>\
            <th scope="col" class="number">Hints</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }
}
