/// An exercise's texts in another language than the lesson's; what is nil is taken from the lesson's own.
public struct ExerciseForms: Sendable, Hashable, Codable {
    public let ask: String?
    public let expect: [String]?
    public let confusions: [Confusion]?
    public let hints: [String]?
    public let explain: String?
    public let praise: String?

    public init(
        ask: String? = nil, expect: [String]? = nil, confusions: [Confusion]? = nil, hints: [String]? = nil,
        explain: String? = nil, praise: String? = nil
    ) {
        self.ask = ask
        self.expect = expect
        self.confusions = confusions
        self.hints = hints
        self.explain = explain
        self.praise = praise
    }
}
