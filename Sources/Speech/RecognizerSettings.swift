/// How a recogniser listens: numbers that were tuned with `recognition-benchmark`, not chosen by taste.
package struct RecognizerSettings: Sendable, Hashable {
    package var judge = Judge()
    /// Options of pocketsphinx that differ from those of the decoders. The warp of the grammar's follows the pupil's; that
    /// of the loop stays between adults and children, so that its scores can be compared.
    package var options: [String: String] = [:]
    package var loopOptions = ["warp_params": "1.2"]
    /// How likely a phrase of ``Grammar/aside`` is beside one of ``Grammar/phrases``, and a carrier beside none.
    package var asideProbability = 0.05
    package var carrierProbability = 0.3
    /// Whether words may also be said as in Britain: no R after a vowel, an open A.
    package var hasBritishVowels = true
    /// Noise that is added, dB below the speech: it fills the holes that a spectrum without any would have. 0 for none.
    package var ditherBelowSpeech = 40.0

    package init() {}
}
