/// Which word somebody may have meant.
enum Nearest {
    private static let synonyms = [
        "answer": "expect", "answers": "expect", "question": "ask", "licence": "license", "explanation": "explain",
        "effort": "reasoning", "feedback": "because", "why": "because", "age": "ages", "lang": "language",
        "name": "title", "goals": "objectives", "goal": "objective", "questions": "exercises", "tips": "hints",
        "mistakes": "confusions", "type": "kind",
    ]

    /// The known word nearest to the one written, nil where none is near.
    static func word(to written: String, among known: [String]) -> String? {
        let lower = written.lowercased()
        if let meant = synonyms[lower], known.contains(meant) { return meant }
        let nearest = known.map { ($0, distance(lower, $0)) }.min { $0.1 < $1.1 }
        guard let nearest, nearest.1 <= max(1, min(lower.count, nearest.0.count) / 3) else { return nil }
        return nearest.0
    }

    /// The least number of letters to put in, take out or exchange to get from one word to the other (Levenshtein).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.prefix(80))
        let right = Array(right.prefix(80))
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
