import Glibc

/// Tells from the evidence how far a hypothesis can be trusted.
///
/// Weights and thresholds are data, tuned with `recognition-benchmark` on voices that its evaluation does not use.
package struct Judge: Sendable, Hashable {
    package var bias = 8.4
    package var lossWeight = -0.2
    /// At or above this confidence a hypothesis is accepted.
    package var acceptance = 0.9
    /// At or above this one it is worth a question.
    package var doubt = 0.3

    package init() {}

    package func confidence(of evidence: Evidence) -> Double {
        guard evidence.spokenFrames > 0 else { return 0 }
        return 1 / (1 + exp(-(bias + lossWeight * evidence.loss)))
    }

    package func judgement(confidence: Double) -> Hypothesis.Judgement {
        if confidence >= acceptance { return .accepted }
        return confidence >= doubt ? .doubtful : .rejected
    }
}
