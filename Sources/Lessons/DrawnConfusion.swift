/// A confusion of a generated exercise: wrong answers as templates.
struct DrawnConfusion {
    let say: [SpokenTemplate]
    let because: SpokenTemplate

    init(_ confusion: Confusion, variables: [String]) throws(Formula.Fault) {
        var say: [SpokenTemplate] = []
        for text in confusion.say { say.append(try SpokenTemplate(text, variables: variables)) }
        self.init(say: say, because: try SpokenTemplate(confusion.because, variables: variables))
    }

    init(say: [SpokenTemplate], because: SpokenTemplate) {
        self.say = say
        self.because = because
    }

    /// What is an answer already, in a draw.
    struct Taken {
        private let answer: Rational
        private let tolerance: Double
        private var numbers: [Rational] = []
        private var texts: Set<String> = []

        /// - Parameter tolerance: what is as near as this to the answer is the answer.
        init(answer: Rational, tolerance: Double) {
            self.answer = answer
            self.tolerance = tolerance
        }

        mutating func take(_ number: Rational) -> Bool {
            guard number.canBeSaid, !answer.isNear(number, tolerance: tolerance), !numbers.contains(number) else {
                return false
            }
            numbers.append(number)
            return true
        }

        mutating func take(_ text: String) -> Bool { texts.insert(text).inserted }
    }

    /// The wrong answers of a draw in digits, nil where one is none in it: it comes to the answer or to an earlier
    /// wrong one, or cannot be said.
    ///
    /// - Parameter values: the drawn numbers, then the answer.
    func answers(_ values: [Rational], _ taken: inout Taken) -> [String?] {
        say.map { template in
            if let number = template.number(values) { return taken.take(number) ? number.description : nil }
            let text = try? template.filled(values) { $0.description }
            return text.flatMap { taken.take($0) ? $0 : nil }
        }
    }
}
