/// Which word somebody may have meant.
public enum Nearest {
    private static let synonyms = [
        "answer": "expect", "answers": "expect", "question": "ask", "licence": "license", "explanation": "explain",
        "effort": "reasoning", "feedback": "because", "why": "because", "age": "ages", "lang": "language",
        "name": "title", "goals": "objectives", "goal": "objective", "questions": "exercises", "tips": "hints",
        "mistakes": "confusions", "type": "kind", "picture": "image", "pictures": "images", "servers": "mcp",
        "guards": "guard", "guardrails": "guard", "cost": "budget", "prerequisites": "after", "requires": "after",
        "needs": "after", "unit": "units", "needs_units": "needs_unit", "variables": "make", "ranges": "make",
        "range": "make", "equation": "formula", "condition": "when", "draws": "count", "translations": "in",
        "description": "alt", "path": "file", "src": "file", "words": "phrases", "tutor": "style",
        "multiple-choice": "choice", "spelling": "spell", "pronounce": "repeat", "sort": "order", "sequence": "order",
        "calculate": "generated", "text": "say",
    ]

    /// The known word nearest to the one written, nil where none is near.
    public static func word(to written: String, among known: [String]) -> String? {
        let lower = written.lowercased()
        if let meant = synonyms[lower], known.contains(meant) { return meant }
        let nearest = known.map { ($0, distance(lower, $0)) }.min { $0.1 < $1.1 }
        guard let nearest, nearest.1 <= max(1, min(lower.count, nearest.0.count) / 3) else { return nil }
        return nearest.0
    }

    /// The least number of letters to put in, take out, exchange or swap with their neighbour to get from one word to
    /// the other (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.prefix(80))
        let right = Array(right.prefix(80))
        var before: [Int] = []
        var row = Array(0...right.count)
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                var least = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    least = min(least, before[j - 1] + 1)
                }
                next.append(least)
            }
            before = row
            row = next
        }
        return row[right.count]
    }
}
