import Glibc

/// Tells from the evidence how far a hypothesis can be trusted.
///
/// Weights and thresholds are data, tuned with `recognition-benchmark` on voices that its evaluation does not use.
package struct Judge: Sendable, Hashable {
    /// What each kind of evidence counts for, in the logarithm of the odds.
    package struct Weights: Sendable, Hashable {
        package var bias: Double
        package var totalLoss: Double
        package var agreement: Double
        package var phones: Double
        package var shortestPhone: Double
        package var uncovered: Double
        package var totalScore: Double
    }

    /// For a first hearing, and for one that a second opinion has followed.
    package var first = Weights(
        bias: 2.71, totalLoss: -0.102, agreement: 0, phones: 0.206, shortestPhone: 0.696, uncovered: -8.68,
        totalScore: 0.119)
    package var second = Weights(
        bias: -4.00, totalLoss: -0.114, agreement: 1.005, phones: 0.212, shortestPhone: 0.765, uncovered: -9.79,
        totalScore: 0.059)

    /// At or above this confidence a hypothesis is accepted.
    package var acceptance = 0.88
    /// At or above this one it is worth a question.
    package var doubt = 0.15
    /// A first hearing between these is heard again; a worse one is lost. Even the surest is wrong in one of a hundred,
    /// and a second opinion that was taken in the pause after the last word costs no time.
    package var unsure = 0.05...1

    /// Frames of 10 ms that a phone of a word may last on the average.
    package var longestPhone = 50

    package init() {}

    /// How likely the hypothesis is right, 0 to 1.
    package func confidence(of evidence: Evidence) -> Double {
        guard evidence.spokenFrames > 0 else { return 0 }
        // A steady sound stretches words to any length; nobody holds each sound that long.
        guard evidence.spokenFrames <= evidence.phones * longestPhone else { return 0 }
        let weights = evidence.agreement == nil ? first : second
        // Beyond these ends more says nothing more.
        let odds =
            weights.bias + weights.totalLoss * evidence.totalLoss
            + weights.agreement * Double(evidence.agreement ?? 0)
            + weights.phones * Double(min(14, evidence.phones))
            + weights.shortestPhone * min(8, evidence.shortestPhone)
            + weights.uncovered * evidence.uncovered + weights.totalScore * evidence.totalScore
        return 1 / (1 + exp(-odds))
    }

    /// Whether a first hearing of this confidence should be heard again.
    package func wantsSecondOpinion(confidence: Double) -> Bool { unsure.contains(confidence) }

    package func judgement(confidence: Double) -> Hypothesis.Judgement {
        if confidence >= acceptance { return .accepted }
        return confidence >= doubt ? .doubtful : .rejected
    }
}
