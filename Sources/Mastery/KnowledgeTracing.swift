/// How likely it is that a skill has been learned, from answers that come one after another (Bayesian knowledge tracing;
/// Corbett & Anderson 1995). Nothing is forgotten in it: that is ``SpacedRepetition``'s.
public struct KnowledgeTracing: Sendable, Hashable {
    /// P(L0): known before the first answer.
    public var initial: Double
    /// P(T): learned by an answer.
    public var transit: Double
    /// P(G): right without knowing.
    public var guess: Double
    /// P(S): wrong in spite of knowing.
    public var slip: Double

    public init(initial: Double, transit: Double, guess: Double, slip: Double) {
        self.initial = initial
        self.transit = transit
        self.guess = guess
        self.slip = slip
    }

    /// From here on a skill is taken for learned.
    public static let line = 0.95

    /// A spoken answer with nothing to choose from: it slips more often than a written one, as it may be misheard.
    public static let open = KnowledgeTracing(initial: 0.2, transit: 0.15, guess: 0.05, slip: 0.15)

    /// An answer that is one of so many. Guessing is kept below not slipping, or the model would turn round.
    public static func choice(of count: Int) -> KnowledgeTracing {
        KnowledgeTracing(initial: 0.2, transit: 0.15, guess: min(0.5, 1 / Double(max(2, count))), slip: 0.1)
    }

    /// What an answer makes of the likelihood (0 to 1).
    public func after(_ isRight: Bool, knowing likelihood: Double) -> Double {
        let right = likelihood * (1 - slip) + (1 - likelihood) * guess
        let known = isRight ? likelihood * (1 - slip) / right : likelihood * slip / (1 - right)
        return known + (1 - known) * transit
    }
}
