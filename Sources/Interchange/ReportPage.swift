import Gradebook
import Mastery
import Statements

/// `class-report.html` in pieces: its head, a section for each class, its foot. It needs nothing but itself, reads well on a
/// screen and prints on A4; nothing in it runs.
struct ReportPage {
    private let title: String
    private let origin: Origin
    /// The school's date on which it is made.
    private let today: String?
    private let made: String

    /// - Parameters:
    ///   - title: the heading where there is no class's; may be empty.
    ///   - madeAt: nil where the clock was not set.
    init(title: String, madeAt: WallTime?, origin: Origin) {
        self.title = title
        self.origin = origin
        let local = madeAt.map(origin.local)
        today = local?.date
        made =
            local.map { "Made on \(PageDate.long($0.date)) at \($0.description.dropFirst(11).prefix(5))" }
            ?? "The clock of the box was not set when this was made"
    }

    var head: String {
        """
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

        """
    }

    /// Of a class, or of those who are in none.
    func section(_ pupils: [PupilProgress], isFirst: Bool) -> String {
        let named = pupils.first?.className ?? (title.isEmpty ? nil : title)
        let body: String
        let heading: String
        if pupils.count == 1 {
            heading = pupils[0].title
            body = PupilPage(pupils[0], by: origin).body
        } else {
            heading = named ?? "Pupils without a class"
            body = ClassPage(pupils, today: today, by: origin).body
        }
        // A pupil's page says whose class it is.
        let beside = pupils.count == 1 && named != nil && named != heading ? "\(HTML.text(named ?? "")) · " : ""
        return """
            <section class="sheet\(isFirst ? "" : " next")">
            <header><h1>\(HTML.said(heading))</h1><p>\(beside)\(made).</p></header>
            \(body)
            </section>

            """
    }

    /// In place of a section.
    var nothing: String {
        """
        <section class="sheet">
        <header><h1>\(HTML.said(title.isEmpty ? "What was learned" : title))</h1><p>\(made).</p></header>
        <p>Nothing has been practised yet.</p>
        </section>

        """
    }

    var foot: String {
        """
        <footer>
        <h2>How to read this</h2>
        <p>A first try counts as right when it needed no hint; percentages are of first tries. Dots are the last five first \
        tries, the newest on the right, filled where right.</p>
        <dl>
        \(Standing.allCases.map(ReportPage.legend).joined(separator: "\n"))
        </dl>
        </footer>
        </body>
        </html>

        """
    }

    private static func legend(_ standing: Standing) -> String {
        "<dt>\(HTML.word(standing))</dt><dd>\(standing.rule)</dd>"
    }
}
