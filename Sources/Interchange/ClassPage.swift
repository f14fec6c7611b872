import Gradebook
import Lessons
import Mastery
import Statements

/// The part of a report's page that is about a class: how far it is, who needs help first, what comes back, and each lesson
/// as a table of pupils by skills.
struct ClassPage {
    let pupils: [PupilProgress]
    /// The school's date; nil where the clock is not set.
    let today: String?
    let origin: Origin

    init(_ pupils: [PupilProgress], today: String?, by origin: Origin) {
        self.pupils = pupils
        self.today = today
        self.origin = origin
    }

    var body: String {
        let lessons = ClassLesson.all(of: pupils)
        guard !lessons.isEmpty else {
            return "<p>\(pupils.count) pupils. Nothing has been practised yet.</p>"
        }
        let lists = [help, reviews].filter { !$0.isEmpty }.joined(separator: "\n")
        return """
            \(tiles)
            <div class="lists">
            \(lists)
            </div>
            \(ClassPage.overview(lessons))
            \(lessons.map { $0.section(by: origin) }.joined(separator: "\n"))
            """
    }

    private var started: [ObjectiveProgress] { pupils.flatMap(\.objectives).filter { $0.tries > 0 } }

    private var tiles: String {
        let started = started
        let first = started.reduce(0) { $0 + $1.firstTries }
        let right = started.reduce(0) { $0 + $1.rightFirstTime }
        let practised = pupils.count { pupil in pupil.objectives.contains { $0.tries > 0 } }
        let minutes = started.reduce(0) { $0 + $1.spentMilliseconds } / 60_000
        let facts = [
            ("\(practised) of \(pupils.count)", "pupils practised"),
            ("\(started.reduce(0) { $0 + $1.tries })", "answers"),
            (first == 0 ? "–" : "\((right * 100 + first / 2) / first) %", "right first time"),
            ("\(started.count { $0.standing == .mastered })", "times a skill mastered"),
            (minutes < 120 ? "\(minutes) min" : "\((minutes + 30) / 60) h", "of answering"),
        ]
        return "<ul class=\"tiles\">" + facts.map { "<li><b>\($0.0)</b>\($0.1)</li>" }.joined() + "</ul>"
    }

    /// Who has most to be helped with, first; of those, who finds it hardest.
    private var help: String {
        let needing = pupils.map { pupil in (pupil, pupil.objectives.filter { $0.standing == .needsHelp }) }
            .filter { !$0.1.isEmpty }
            .sorted { left, right in
                let (one, other) = (ClassPage.rightShare(left.1), ClassPage.rightShare(right.1))
                return left.1.count == right.1.count ? one < other : left.1.count > right.1.count
            }
        guard !needing.isEmpty else {
            return "<section><h2>Who needs help first</h2><p class=\"quiet\">Nobody at the moment.</p></section>"
        }
        let items = needing.map { pupil, skills in
            let each = skills.map { "<span>\(HTML.text($0.title)) \(HTML.dots($0.lastFive))</span>" }
            return "<li><b>\(HTML.said(pupil.title))</b> \(each.joined(separator: " "))</li>"
        }
        return """
            <section><h2>Who needs help first</h2>
            <ol class="help-first">
            \(items.joined(separator: "\n"))
            </ol></section>
            """
    }

    private static func rightShare(_ objectives: [ObjectiveProgress]) -> Double {
        let tries = objectives.reduce(0) { $0 + $1.tries }
        return tries == 0 ? 0 : Double(objectives.reduce(0) { $0 + $1.right }) / Double(tries)
    }

    private var reviews: String {
        let coming = ComingReviews(pupils, today: today)
        guard !coming.isEmpty else { return "" }
        return "<section><h2>Next reviews</h2>\n\(coming.body)</section>"
    }

    /// A bar for each lesson: how many skills of the class stand where.
    private static func overview(_ lessons: [ClassLesson]) -> String {
        let rows = lessons.map { lesson in
            """
            <tr><th scope="row">\(HTML.text(lesson.title))</th><td class="bars">\(HTML.shares(lesson.standings))</td>\
            <td class="number">\(lesson.answers)</td>\
            <td class="number">\(lesson.score.map { "\($0) %" } ?? "–")</td></tr>
            """
        }
        return """
            <h2>Lessons</h2>
            <table class="overview">
            <thead><tr><th scope="col">Lesson</th><th scope="col">How far the class is \
            <span class="keys">\(Standing.farthestFirst.map(HTML.key).joined(separator: " "))</span></th>\
            <th scope="col" class="number">Answers</th><th scope="col" class="number">Right first time</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }
}

extension Standing {
    /// As bars show them, from the left.
    static let farthestFirst: [Standing] = [.mastered, .practising, .needsHelp, .notStarted]
}
