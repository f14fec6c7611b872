import Yams

extension NodeReader {
    /// The objectives of a lesson, as far as they can be read.
    mutating func objectives(_ node: Node?) -> [Objective] {
        var objectives: [(objective: Objective, after: [Placed])] = []
        for entry in entries(node, "objectives", count: LessonFile.Bounds.objectives) {
            let values = keys(of: entry, LessonKeys.objective)
            let id = id(values["id"], "id").map(ObjectiveID.init(rawValue:))
            let title = text(values["title"], "title", upTo: LessonFile.Bounds.title)
            let after = distinct(
                values["after"], "after", count: LessonFile.Bounds.after, upTo: LessonFile.Bounds.id)
            if let id, objectives.contains(where: { $0.objective.id == id }) {
                fault("the objective `\(id)` a second time", "an id of its own", at: values["id"] ?? entry)
            } else if let id {
                let names = after.map { ObjectiveID(rawValue: $0.text) }
                objectives.append((Objective(id: id, title: title ?? "", after: names), after))
            }
        }
        let known = objectives.map(\.objective.id.rawValue)
        for entry in objectives.flatMap(\.after) where !known.contains(entry.text) {
            undeclared("objective", entry.text, among: known, at: entry.node)
        }
        circles(among: objectives)
        return objectives.map(\.objective)
    }

    /// A name that the lesson does not declare.
    mutating func undeclared(_ what: String, _ name: String, among known: [String], at node: Node) {
        let nearest = Nearest.word(to: name, among: known).map { "`\($0)`" }
        let all = known.isEmpty ? "an entry of that id in `\(what)s`" : "one of \(known.joined(separator: ", "))"
        fault("the \(what) `\(name)` is not declared", nearest ?? all, at: node)
    }

    /// Objectives that wait for one another: each circle once, at the objective that closes it.
    private mutating func circles(among objectives: [(objective: Objective, after: [Placed])]) {
        var settled: Set<String> = []
        let after = Dictionary(
            objectives.map { ($0.objective.id.rawValue, $0.after) }, uniquingKeysWith: { first, _ in first })
        for (objective, _) in objectives { follow(objective.id.rawValue, [], after, &settled) }
    }

    private mutating func follow(
        _ name: String, _ way: [String], _ after: [String: [Placed]], _ settled: inout Set<String>
    ) {
        guard !settled.contains(name) else { return }
        let way = way + [name]
        for entry in after[name] ?? [] {
            if let start = way.firstIndex(of: entry.text) {
                let circle = (way[start...] + [entry.text]).map { "`\($0)`" }
                fault(
                    "objectives wait for one another: \(circle.joined(separator: " after "))",
                    "`after` to name what comes before", at: entry.node)
            } else {
                follow(entry.text, way, after, &settled)
            }
        }
        settled.insert(name)
    }
}
