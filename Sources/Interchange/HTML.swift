import Mastery

/// Text and numbers as HTML.
enum HTML {
    /// A text with everything escaped that HTML could take for markup, and control characters dropped.
    static func text(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _: if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A text that somebody said, kept from turning the line around it (right-to-left scripts).
    static func said(_ words: String) -> String { "<bdi>" + text(words) + "</bdi>" }

    /// A text that is too long for a table, without its end.
    static func short(_ text: String, characters: Int = 120) -> String {
        text.count <= characters ? text : text.prefix(characters) + "…"
    }

    /// A standing as a word on its colour.
    static func word(_ standing: Standing) -> String {
        "<span class=\"word \(name(standing))\">\(standing.rawValue)</span>"
    }

    /// What a standing is called in the style sheet.
    static func name(_ standing: Standing) -> String {
        switch standing {
        case .notStarted: "fresh"
        case .practising: "practising"
        case .needsHelp: "help"
        case .mastered: "mastered"
        }
    }

    /// A bar of how many stand where, the farthest on the left.
    static func shares(_ standings: [Standing]) -> String {
        let total = max(1, standings.count)
        var done = 0
        var bars = ""
        for standing in Standing.farthestFirst {
            let count = standings.count { $0 == standing }
            guard count > 0 else { continue }
            let start = done * 1_000 / total
            done += count
            bars +=
                "<rect class=\"s-\(name(standing))\" x=\"\(start)\" width=\"\(done * 1_000 / total - start)\" height=\"10\"/>"
        }
        let label = Standing.farthestFirst.map { standing in
            "\(standings.count { $0 == standing }) \(standing.rawValue)"
        }
        return """
            <svg class="share" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" \
            aria-label="\(label.joined(separator: ", "))">\(bars)</svg>
            """
    }

    /// What a colour of ``shares(_:)`` means.
    static func key(_ standing: Standing) -> String {
        """
        <span><svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true"><rect class="s-\(name(standing))" width="8" \
        height="8" rx="2"/></svg> \(standing.rawValue)</span>
        """
    }

    /// A bar of a share in percent.
    static func bar(percent: Int, label: String) -> String {
        let width = max(0, min(100, percent))
        return """
            <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="\(text(label))">\
            <rect class="rail" width="100" height="8" rx="2"/><rect class="fill" width="\(width)" height="8" rx="2"/></svg>
            """
    }

    /// A dot for each of the last first tries, filled where right.
    static func dots(_ results: [Bool]) -> String {
        guard !results.isEmpty else { return "" }
        let dots = results.enumerated().map { index, isRight in
            "<circle class=\"\(isRight ? "yes" : "no")\" cx=\"\(7 + index * 14)\" cy=\"7\" r=\"5\"/>"
        }
        let label = "\(results.count { $0 }) of the last \(results.count) right first time"
        return """
            <svg class="dots" width="\(results.count * 14)" height="14" viewBox="0 0 \(results.count * 14) 14" \
            role="img" aria-label="\(label)">\(dots.joined())</svg>
            """
    }
}
