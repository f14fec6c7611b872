import Foundation
import Speech

/// What `lessons.txt` holds, as grammars of its exercises and what their phrases mean there.
struct BenchmarkLessons {
    /// One exercise, as a recogniser meets it.
    struct Exercise {
        var grammar = Grammar(phrases: [])
        /// Words said -> the first phrase of the same line.
        var meanings: [[String]: String] = [:]

        mutating func add(_ phrases: [String], aside: Bool = false) {
            for phrase in phrases where meanings[SpokenText.words(of: phrase)] == nil {
                if aside { grammar.aside.append(phrase) } else { grammar.phrases.append(phrase) }
                meanings[SpokenText.words(of: phrase)] = phrases[0]
            }
        }

        /// What a hypothesis' text means; numbers in digits.
        func meaning(of text: String) -> String {
            let words = SpokenText.words(of: text)
            return meanings[words] ?? NumberWords.number(of: words).map(String.init) ?? text
        }
    }

    private(set) var exercises: [String: Exercise] = [:]

    init(path: String) throws {
        // Lesson -> exercises -> lines, the first of which is what is right.
        var lines: [String: [[[String]]]] = [:]
        var numbers: [String: ClosedRange<Int>] = [:]
        var lesson = ""
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let line = line.trimmingCharacters(in: .whitespaces)
            let phrases = line.dropFirst(2).split(separator: "|").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " *"))
            }
            if line.hasPrefix("[") {
                lesson = String(line.dropFirst().dropLast())
            } else if line.hasPrefix("numbers ") {
                let ends = line.dropFirst(8).split(separator: "-").compactMap { Int($0) }
                if ends.count == 2 { numbers[lesson] = ends[0]...ends[1] }
            } else if line.hasPrefix("? ") {
                lines[lesson, default: []].append([phrases])
            } else if line.hasPrefix("- "), let last = lines[lesson]?.indices.last {
                lines[lesson]?[last].append(phrases)
            }
        }
        let commands = (lines.removeValue(forKey: "commands") ?? []).flatMap { $0 }
        for lesson in Set(lines.keys).union(numbers.keys) {
            let known = lines[lesson] ?? []
            for index in known.indices {
                var exercise = Exercise()
                for line in known[index] { exercise.add(line) }
                for line in known.compactMap(\.first) + commands { exercise.add(line, aside: true) }
                exercises["\(lesson)/\(index + 1)"] = exercise
            }
            if let numbers = numbers[lesson] {
                var exercise = Exercise()
                for line in known.compactMap(\.first) + commands { exercise.add(line, aside: true) }
                exercise.grammar.numbers = numbers
                exercises["\(lesson)/numbers"] = exercise
            }
        }
        var confirm = Exercise()
        for line in commands { confirm.add(line) }
        exercises["confirm"] = confirm
    }
}
