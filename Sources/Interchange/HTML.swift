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
            default: if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A text that somebody said, kept from turning the line around it (right-to-left scripts).
    static func said(_ words: String) -> String { "<bdi>" + text(words) + "</bdi>" }

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
