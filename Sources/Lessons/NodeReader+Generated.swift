import Yams

extension NodeReader {
    /// What is drawn and how it is answered; nil where any of it cannot be read.
    mutating func generator(_ values: [String: Node]) -> Generator? {
        let variables = variables(values["make"])
        let formula = calculation(values["formula"], "formula", variables) { text, names throws(Formula.Fault) in
            _ = try Formula(text, variables: names)
        }
        let condition = calculation(values["when"], "when", variables) { text, names throws(Formula.Fault) in
            _ = try Condition(text, variables: names)
        }
        let count = count(values["count"], "count", within: LessonFile.Bounds.draws)
        guard !variables.isEmpty, let formula, values["when"] == nil || condition != nil,
            values["count"] == nil || count != nil
        else { return nil }
        return Generator(
            variables: variables, formula: formula, condition: condition,
            count: count ?? LessonFile.Bounds.defaultDraws)
    }

    private mutating func calculation(
        _ node: Node?, _ key: String, _ variables: [Generator.Variable],
        parse: (String, [String]) throws(Formula.Fault) -> Void
    ) -> String? {
        guard let node, let text = text(node, key, upTo: LessonFile.Bounds.formula), !variables.isEmpty else {
            return nil
        }
        do throws(Formula.Fault) {
            try parse(text, variables.map(\.name))
            return text
        } catch {
            fault(error, in: key, text, at: node)
            return nil
        }
    }

    private mutating func variables(_ node: Node?) -> [Generator.Variable] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            fault("`make` is \(NodeReader.kind(of: node))", "variables with their ranges, such as `a: 2-9`", at: node)
            return []
        }
        let bounds = LessonFile.Bounds.variables
        if !bounds.contains(mapping.count) {
            let wrong = mapping.isEmpty ? "`make` is empty" : "`make` has \(mapping.count) variables"
            fault(wrong, "\(bounds.lowerBound) to \(bounds.upperBound)", at: node)
        }
        var variables: [Generator.Variable] = []
        var isWhole = true
        for (key, value) in mapping.prefix(bounds.upperBound) {
            let name = name(key)
            let range = range(value)
            if let name, let range {
                variables.append(Generator.Variable(name: name, range: range))
            } else {
                isWhole = false
            }
        }
        return isWhole ? variables : []
    }

    private mutating func name(_ key: Node) -> String? {
        guard key.scalar?.string.hasPrefix(FrontMatter.duplicate) != true,
            let text = text(key, "make", upTo: LessonFile.Bounds.variable)
        else { return nil }
        let isName = text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        guard isName, !["and", "answer"].contains(text) else {
            fault("`make` has the variable \"\(text)\"", "lower-case letters, but not `and` or `answer`", at: key)
            return nil
        }
        return text
    }

    private mutating func range(_ node: Node) -> ClosedRange<Int>? {
        guard let text = text(node, "make", upTo: 20) else { return nil }
        let bounds = LessonFile.Bounds.drawn
        let plain = text.filter { $0 != " " }
        // The second sign at the earliest: the first may belong to the number.
        let dash = plain.dropFirst().firstIndex(of: "-")
        if let dash, let low = Int(plain[..<dash]), let high = Int(plain[plain.index(after: dash)...]), low <= high,
            bounds.contains(low), bounds.contains(high)
        {
            return low...high
        }
        fault(
            "`make` has the range \"\(text)\"",
            "a range like 2-9 within \(bounds.lowerBound) to \(bounds.upperBound)", at: node)
        return nil
    }
}
