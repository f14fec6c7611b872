import Glibc

/// Tells from the evidence how far a hypothesis can be trusted.
///
/// Weights and thresholds are data, tuned with `recognition-benchmark` on voices that its evaluation does not use.
package struct Judge: Sendable, Hashable {
    package var bias = 5.18
    package var lossWeight = -0.219
    /// At or above this confidence a hypothesis is accepted.
    package var acceptance = 0.8
    /// At or above this one it is worth a question.
    package var doubt = 0.15

    /// Frames of 10 ms that a phone of a word may last on the average.
    package var longestPhone = 50

    package init() {}

    package func confidence(of evidence: Evidence) -> Double {
        guard evidence.spokenFrames > 0 else { return 0 }
        // A steady sound stretches words to any length; nobody holds each sound that long.
        let phones = evidence.words.reduce(0) { $0 + $1.phones }
        guard evidence.spokenFrames <= phones * longestPhone else { return 0 }
        return 1 / (1 + exp(-(bias + lossWeight * evidence.totalLoss)))
    }

    package func judgement(confidence: Double) -> Hypothesis.Judgement {
        if confidence >= acceptance { return .accepted }
        return confidence >= doubt ? .doubtful : .rejected
    }
}
