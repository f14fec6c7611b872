public import Gradebook
import Lessons
import Mastery
import Statements

extension ProgressReport {
    /// `class-report.html`: a page that needs nothing but itself, reads well on a screen and prints on A4.
    ///
    /// - Parameter title: the heading, for example the class.
    public func html(title: String = "What was learned") -> String {
        let made = madeAt.map { "Made on \($0.date)" } ?? "The clock of the box was not set when this was made"
        let body: String
        switch pupils.count {
        case 0: body = "<p>Nothing has been practised yet.</p>"
        case 1: body = section(pupils[0])
        case _: body = ClassPage(self).body
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTML.text(title.isEmpty ? "What was learned" : title))</title>
            <style>
            \(ProgressReport.style)
            </style>
            </head>
            <body>
            <header><h1>\(HTML.text(title.isEmpty ? pupils.first?.title ?? "What was learned" : title))</h1><p>\(made).</p></header>
            \(body)
            <footer>
            <h2>How to read this</h2>
            <p>A first try counts as right when it needed no hint. The dots show the last five first tries, the newest on the right.</p>
            <dl>
            \(Standing.allCases.map(ProgressReport.legend).joined(separator: "\n"))
            </dl>
            </footer>
            </body>
            </html>

            """
    }

    private func section(_ pupil: PupilProgress) -> String {
        var lessons: [(title: String, objectives: [ObjectiveProgress])] = []
        for objective in pupil.objectives {
            if lessons.last?.objectives.last?.lesson == objective.lesson {
                lessons[lessons.count - 1].objectives.append(objective)
            } else {
                lessons.append((objective.lessonTitle, [objective]))
            }
        }
        let parts = lessons.map { lesson in
            """
            <h3>\(HTML.text(lesson.title))</h3>
            \(ProgressReport.objectives(lesson.objectives))
            \(ProgressReport.exercises(lesson.objectives))
            """
        }
        return """
            <section>
            <h2>\(HTML.said(pupil.title))</h2>
            \(parts.joined(separator: "\n"))
            </section>
            """
    }

    private static func objectives(_ objectives: [ObjectiveProgress]) -> String {
        let rows = objectives.map { objective in
            let share = objective.score.map { "\($0) %" } ?? "–"
            let bar = objective.score.map { HTML.bar(percent: $0, label: "\($0) percent right first time") } ?? ""
            return """
                <tr><th scope="row">\(HTML.text(objective.title))</th>\
                <td><span class="word \(name(objective.standing))">\(objective.standing.rawValue)</span></td>\
                <td class="number">\(objective.tries)</td><td class="wide">\(bar)</td><td class="number">\(share)</td>\
                <td>\(HTML.dots(objective.lastFive))</td><td>\(objective.lastAnswer?.date ?? "–")</td></tr>
                """
        }
        return """
            <table class="objectives">
            <thead><tr><th scope="col">Objective</th><th scope="col">Status</th><th scope="col" class="number">Answers</th>\
            <th scope="col" colspan="2">Right first time</th><th scope="col">Last five</th>\
            <th scope="col">Last answer</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private static func exercises(_ objectives: [ObjectiveProgress]) -> String {
        let exercises = objectives.flatMap(\.exercises)
        guard !exercises.isEmpty else { return "" }
        let rows = exercises.map { exercise in
            """
            <tr><th scope="row">\(HTML.text(exercise.ask))</th><td>\(HTML.said(exercise.lastAnswer))</td>\
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

    private static func legend(_ standing: Standing) -> String {
        "<dt><span class=\"word \(name(standing))\">\(standing.rawValue)</span></dt><dd>\(standing.rule)</dd>"
    }

    static func name(_ standing: Standing) -> String {
        switch standing {
        case .notStarted: "fresh"
        case .practising: "practising"
        case .needsHelp: "help"
        case .mastered: "mastered"
        }
    }
}
