/// How exercises are drawn from ranges: a question that is never twice the same, and its answer by a formula.
///
/// In `ask`, `hints`, `explain`, `praise` and confusions, `{a}` stands for a drawn number, `{answer}` for the answer and
/// `{a + b}` for what a formula comes to. ``Lesson/drawn(seed:)`` makes plain exercises of it.
public struct Generator: Sendable, Hashable, Codable {
    /// A number that is drawn, by its name: lower-case letters.
    public struct Variable: Sendable, Hashable, Codable {
        public let name: String
        public let range: ClosedRange<Int>

        public init(name: String, range: ClosedRange<Int>) {
            self.name = name
            self.range = range
        }
    }

    /// In the order of the file; never empty.
    public let variables: [Variable]
    /// The answer, such as `a * b`.
    public let formula: String
    /// What must hold of the drawn numbers, such as `a > b`; nil takes any.
    public let condition: String?
    /// How many exercises are drawn, each of other numbers.
    public let count: Int

    public init(variables: [Variable], formula: String, condition: String? = nil, count: Int = 1) {
        self.variables = variables
        self.formula = formula
        self.condition = condition
        self.count = count
    }
}
