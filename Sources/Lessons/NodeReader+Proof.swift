import Yams

extension NodeReader {
    /// Looks at every draw of a generated exercise, or at 10,000 where there are more: the answer and all that is said
    /// must be numbers that can be said.
    mutating func prove(_ generator: Generator, _ rule: NumberRule?, _ texts: [Texts], _ values: [String: Node]) {
        guard let draws = try? generator.draws(), let formulaNode = values["formula"],
            let formula = try? Formula(generator.formula, variables: generator.names)
        else { return }
        let names = generator.names + ["answer"]
        let before = faults.count
        var spoken = texts.flatMap { templates($0, names) }
        var confusions = texts.map { $0.confusions.compactMap { drawnConfusion($0, names) } }
        guard faults.count == before else { return }
        spoken.removeAll { !$0.template.isCalculated }
        var count = 0
        draws.visit { draw in
            do throws(Formula.Fault) {
                guard try draws.condition?.holds(draw) ?? true else { return true }
            } catch {
                let node = values["when"] ?? formulaNode
                fault(error, of: draw, generator, in: "when", generator.condition ?? "", at: node)
                return false
            }
            count += 1
            let answer: Rational
            do throws(Formula.Fault) {
                answer = try formula.value(draw)
                guard answer.canBeSaid else {
                    throw Formula.Fault(offset: 0, wrong: "comes to \(answer)", expected: LessonFile.Bounds.sayable)
                }
            } catch {
                fault(error, of: draw, generator, in: "formula", generator.formula, at: formulaNode)
                return false
            }
            let all = draw + [answer]
            spoken.removeAll { !isSaid($0, all, draw, generator) }
            for index in confusions.indices where !confusions[index].allSatisfy(\.isSettled) {
                drawConfusions(&confusions[index], all, draw, generator, tolerance: rule?.tolerance ?? 0)
            }
            return faults.count < before + 20
        }
        guard faults.count == before else { return }
        enough(count, draws, generator, values)
        for confusion in confusions.joined() {
            for (say, isUsed) in zip(confusion.placed.say, confusion.isUsed) where !isUsed && count > 0 {
                fault(
                    "the confusion \"\(say.text)\" is a wrong answer of its own in no draw",
                    "a formula that comes to another number than the answer and the confusions before it", at: say.node)
            }
        }
    }

    private mutating func enough(_ count: Int, _ draws: Draws, _ generator: Generator, _ values: [String: Node]) {
        guard let make = values["make"] else { return }
        if !draws.areFew, count > 0, count < Draws.least {
            let node = values["when"] ?? make
            fault(
                "`when` holds for \(count) of \(Draws.most) draws", "\(Draws.least) at least: narrower ranges", at: node
            )
            return
        }
        guard count < generator.count else { return }
        if count == 0 {
            let node = values["when"] ?? make
            fault("`when` holds for no draw", "a condition that some numbers of `make` fulfil", at: node)
        } else if draws.areFew {
            fault(
                "\(generator.count) draws of different numbers are wanted and there are \(count)",
                "wider ranges, or `count: \(count)`", at: values["count"] ?? make)
        }
    }

    /// A text with formulas, with its place.
    private struct PlacedTemplate {
        let key: String
        let placed: Placed
        let template: SpokenTemplate
    }

    /// A confusion with formulas, with its place and which of its answers came out as one of their own.
    private struct ProvedConfusion {
        let placed: PlacedConfusion
        let drawn: DrawnConfusion
        var isUsed: [Bool]
        var isFaulty = false

        /// Whether no further draw can tell anything of it.
        var isSettled: Bool { isFaulty || isUsed.allSatisfy(\.self) && !drawn.because.isCalculated }
    }

    private mutating func templates(_ texts: Texts, _ names: [String]) -> [PlacedTemplate] {
        var placed: [(String, Placed)] = []
        if let ask = texts.ask { placed.append(("ask", ask)) }
        placed += texts.hints.map { ("hints", $0) }
        if let explain = texts.explain { placed.append(("explain", explain)) }
        if let praise = texts.praise { placed.append(("praise", praise)) }
        return placed.compactMap { key, text in
            template(text, key, names).map { PlacedTemplate(key: key, placed: text, template: $0) }
        }
    }

    private mutating func template(_ text: Placed, _ key: String, _ names: [String]) -> SpokenTemplate? {
        do throws(Formula.Fault) {
            return try SpokenTemplate(text.text, variables: names)
        } catch {
            fault(error, in: key, text.text, at: text.node)
            return nil
        }
    }

    private mutating func drawnConfusion(_ confusion: PlacedConfusion, _ names: [String]) -> ProvedConfusion? {
        let say = confusion.say.compactMap { entry -> SpokenTemplate? in
            let read = template(entry, "say", names)
            let isBare = read?.isDrawn == false && Rational(entry.text) == nil
            if isBare, (try? Formula(entry.text, variables: names)) != nil {
                fault("`say` is \"\(entry.text)\"", "a formula in braces: \"{\(entry.text)}\"", at: entry.node)
            }
            return read
        }
        guard let because = template(confusion.because, "because", names), say.count == confusion.say.count else {
            return nil
        }
        return ProvedConfusion(
            placed: confusion, drawn: DrawnConfusion(say: say, because: because),
            isUsed: say.map { _ in false })
    }

    private mutating func isSaid(
        _ text: PlacedTemplate, _ values: [Rational], _ draw: [Rational], _ generator: Generator
    ) -> Bool {
        do throws(Formula.Fault) {
            try text.template.check(values)
            return true
        } catch {
            fault(error, of: draw, generator, in: text.key, text.placed.text, at: text.placed.node)
            return false
        }
    }

    private mutating func drawConfusions(
        _ confusions: inout [ProvedConfusion], _ values: [Rational], _ draw: [Rational], _ generator: Generator,
        tolerance: Double
    ) {
        var taken = DrawnConfusion.Taken(answer: values[values.count - 1], tolerance: tolerance)
        for index in confusions.indices where !confusions[index].isFaulty {
            let said = confusions[index].drawn.answers(values, &taken)
            for (place, answer) in said.enumerated() where answer != nil { confusions[index].isUsed[place] = true }
            guard said.contains(where: { $0 != nil }) else { continue }
            let because = PlacedTemplate(
                key: "because", placed: confusions[index].placed.because, template: confusions[index].drawn.because)
            confusions[index].isFaulty = !isSaid(because, values, draw, generator)
        }
    }

    /// A fault that a draw has, with its numbers.
    private mutating func fault(
        _ fault: Formula.Fault, of draw: [Rational], _ generator: Generator, in key: String, _ text: String,
        at node: Node
    ) {
        let numbers = zip(generator.names, draw).map { "\($0) = \($1)" }.joined(separator: ", ")
        let told = Formula.Fault(
            offset: fault.offset, wrong: "\(fault.wrong) for \(numbers)", expected: fault.expected)
        self.fault(told, in: key, text, at: node)
    }
}
