/// A text with formulas in braces: "What is {a} times {b}?".
struct SpokenTemplate: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case text(String)
        /// With its place in the text, in Unicode scalars from 0.
        case value(Formula, offset: Int)
    }

    private let parts: [Part]

    /// - Parameter variables: the names that may stand in braces.
    init(_ text: String, variables: [String]) throws(Formula.Fault) {
        var parts: [Part] = []
        var plain = String.UnicodeScalarView()
        var inside: (text: String.UnicodeScalarView, offset: Int)?
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            switch (scalar, inside) {
            case ("{", nil):
                if !plain.isEmpty { parts.append(.text(String(plain))) }
                plain = .init()
                inside = (.init(), offset + 1)
            case ("}", let (formula, start)?):
                do {
                    parts.append(.value(try Formula(String(formula), variables: variables), offset: start))
                } catch {
                    throw Formula.Fault(offset: start + error.offset, wrong: error.wrong, expected: error.expected)
                }
                inside = nil
            case ("{", _?), ("}", nil):
                throw Formula.Fault(
                    offset: offset, wrong: "a `\(scalar)` without its partner",
                    expected: "braces in pairs around a variable or a formula, such as {a}")
            case (_, (var formula, let start)?):
                formula.append(scalar)
                inside = (formula, start)
            case (_, nil): plain.append(scalar)
            }
        }
        if let inside {
            throw Formula.Fault(
                offset: inside.offset - 1, wrong: "a `{` without its partner", expected: "a `}` behind the formula")
        }
        if !plain.isEmpty || parts.isEmpty { parts.append(.text(String(plain))) }
        self.parts = parts
    }

    /// Whether it holds a formula at all.
    var isDrawn: Bool {
        parts.contains { part in
            switch part {
            case .text: false
            case .value: true
            }
        }
    }

    /// Whether a value of it could be one that cannot be said: drawn numbers and the answer can.
    var isCalculated: Bool {
        parts.contains { part in
            switch part {
            case .text: false
            case .value(let formula, _): formula.steps.count > 1
            }
        }
    }

    /// The number that the whole of it comes to; nil where it is more than a number.
    func number(_ values: [Rational]) -> Rational? {
        guard parts.count == 1 else { return nil }
        return switch parts[0] {
        case .text(let text): Rational(text)
        case .value(let formula, _): try? formula.value(values)
        }
    }

    /// The text, with each formula's value as `say` has it.
    /// - Throws: where a formula cannot be worked out or its value cannot be said.
    func filled(_ values: [Rational], say: (Rational) -> String) throws(Formula.Fault) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let plain): text += plain
            case .value(let formula, let offset): text += say(try SpokenTemplate.value(of: formula, values, offset))
            }
        }
        return text
    }

    /// Works its formulas out without making the text.
    func check(_ values: [Rational]) throws(Formula.Fault) {
        for part in parts {
            switch part {
            case .text: break
            case .value(let formula, let offset): _ = try SpokenTemplate.value(of: formula, values, offset)
            }
        }
    }

    private static func value(
        of formula: Formula, _ values: [Rational], _ offset: Int
    ) throws(Formula.Fault) -> Rational {
        let value: Rational
        do {
            value = try formula.value(values)
        } catch {
            throw Formula.Fault(offset: offset + error.offset, wrong: error.wrong, expected: error.expected)
        }
        guard value.canBeSaid else {
            throw Formula.Fault(offset: offset, wrong: "comes to \(value)", expected: LessonFile.Bounds.sayable)
        }
        return value
    }
}
