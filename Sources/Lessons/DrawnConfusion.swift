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

    /// The wrong answers of a draw, nil where one is none in it: it comes to the answer or to an earlier wrong one, or
    /// cannot be said.
    ///
    /// - Parameters:
    ///   - values: the drawn numbers, then the answer.
    ///   - taken: the answer and the wrong ones so far.
    func answers(_ values: [Rational], tolerance: Double, taken: inout [String: Rational]) -> [String?] {
        say.map { template in
            guard let text = try? template.filled(values, say: { $0.description }), taken[text] == nil else {
                return nil
            }
            let number = Rational(text)
            if let number, values.last.map({ $0.isNear(number, tolerance: tolerance) }) == true { return nil }
            taken[text] = number ?? Rational(0)
            return text
        }
    }
}
