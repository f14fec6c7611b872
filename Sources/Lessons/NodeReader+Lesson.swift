import Yams

extension NodeReader {
    /// The lesson of a front matter and a body; nil where anything is wrong.
    mutating func lesson(_ node: Node, body: String, bodyLine: Int) -> Lesson? {
        let values = keys(of: node, LessonKeys.lesson)
        let id = id(values["id"], "id")
        let title = text(values["title"], "title", upTo: LessonFile.Bounds.title)
        let language = language(values["language"], "language")
        let ages = ages(values["ages"])
        let voice = text(values["voice"], "voice", upTo: LessonFile.Bounds.voice)
        let speed = number(values["speed"], "speed", within: LessonFile.Bounds.speed)
        let style = text(values["style"], "style", upTo: LessonFile.Bounds.style)
        let effort = effort(values["reasoning"])
        let license = text(values["license"], "license", upTo: LessonFile.Bounds.license)
        let sources = texts(
            values["sources"], "sources", count: LessonFile.Bounds.sources, upTo: LessonFile.Bounds.source)
        let greeting = text(values["greeting"], "greeting", upTo: LessonFile.Bounds.spoken)
        let closing = text(values["closing"], "closing", upTo: LessonFile.Bounds.spoken)
        let objectives = objectives(values["objectives"])
        let tools = tools(values["tools"])
        let servers = servers(values["mcp"])
        let budget = budget(values["budget"])
        let guards = guards(values["guard"])
        let images = images(values["images"])
        let exercises = exercises(
            values["exercises"], objectives: objectives, images: images, language: language ?? "en")
        let instructions = instructions(body, line: bodyLine)
        guard faults.isEmpty, let id, let title, let language, let ages, let instructions else { return nil }
        return Lesson(
            id: LessonID(rawValue: id), title: title, language: language, ages: ages, voice: voice, speed: speed,
            reasoningEffort: effort, objectives: objectives, exercises: exercises, instructions: instructions,
            greeting: greeting, closing: closing, license: license, sources: sources, style: style, tools: tools,
            servers: servers, budget: budget, guards: guards, images: images.map(\.image))
    }

    private mutating func ages(_ node: Node?) -> ClosedRange<Int>? {
        guard let node, let text = text(node, "ages", upTo: 20) else { return nil }
        let bounds = LessonFile.Bounds.ages
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { Int($0.split(separator: " ").joined()) }
        guard parts.count == 2, let low = parts[0], let high = parts[1], low <= high, bounds.contains(low),
            bounds.contains(high)
        else {
            fault(
                "`ages` is \"\(text)\"", "a range like 7-9 within \(bounds.lowerBound) to \(bounds.upperBound)",
                at: node)
            return nil
        }
        return low...high
    }

    private mutating func effort(_ node: Node?) -> String? {
        guard let node, let text = text(node, "reasoning", upTo: 20) else { return nil }
        guard LessonFile.Bounds.efforts.contains(text) else {
            fault("`reasoning` is \"\(text)\"", LessonFile.Bounds.efforts.joined(separator: ", "), at: node)
            return nil
        }
        return text
    }

    private mutating func instructions(_ body: String, line: Int) -> String? {
        // Its lines were joined by this one byte.
        let lines = body.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
        let first = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) }
        guard let first, let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            fault("the body is empty", "the tutor's instructions below the front matter", line: line - 1, column: 1)
            return nil
        }
        let text = lines[first...last].joined(separator: "\n")
        guard text.utf8.count <= LessonFile.Bounds.instructions || text.count <= LessonFile.Bounds.instructions else {
            fault(
                "the body has \(text.count) characters", "at most \(LessonFile.Bounds.instructions)", line: line,
                column: 1)
            return nil
        }
        return text
    }
}
