import Yams

extension NodeReader {
    /// How near and in which unit; nil where nothing is said of it.
    mutating func numberRule(_ values: [String: Node], _ kind: Exercise.Kind?) -> NumberRule? {
        let names = ["tolerance", "units", "needs_unit"]
        guard names.contains(where: { values[$0] != nil }) else { return nil }
        let tolerance = number(values["tolerance"], "tolerance", within: LessonFile.Bounds.tolerance)
        let units = distinct(values["units"], "units", count: LessonFile.Bounds.units, upTo: LessonFile.Bounds.unit)
        for unit in units where Rational(unit.text) != nil || !unit.text.contains(where: isUnit) {
            fault("`units` is \"\(unit.text)\"", "a way to say the unit, such as centimetres", at: unit.node)
        }
        let needsUnit = flag(values["needs_unit"], "needs_unit")
        if needsUnit == true, units.isEmpty, values["units"] == nil, let node = values["needs_unit"] {
            fault("`needs_unit` without `units`", "the key `units` with the ways to say the unit", at: node)
        }
        return NumberRule(tolerance: tolerance ?? 0, units: units.map(\.text), needsUnit: needsUnit ?? false)
    }

    private func isUnit(_ character: Character) -> Bool { character.isLetter || "%°€$£".contains(character) }
}
