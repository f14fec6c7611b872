/// What speaks for and against a hypothesis.
package struct Evidence: Sendable, Hashable {
    package struct Word: Sendable, Hashable {
        package var word: String
        /// Frames of 10 ms.
        package var frames: Int
        /// Acoustic score a frame of the word itself, and of the best phones of any word, in the decoder's units.
        package var score: Double
        package var loopScore: Double
        /// Phones of its shortest pronunciation.
        package var phones: Int
    }

    package var words: [Word]
    /// Frames in which the best path has silence or noise, and how many there are in all.
    package var silentFrames: Int
    package var frames: Int

    /// Frames in words.
    package var spokenFrames: Int { words.reduce(0) { $0 + $1.frames } }

    /// How much worse the words fit than the best phones, a frame; 0 is as good.
    package var loss: Double { mean { $0.loopScore - $0.score } }

    /// How well the words fit, a frame.
    package var score: Double { mean { $0.score } }

    /// The loss of the worst word.
    package var worstLoss: Double { words.map { $0.loopScore - $0.score }.max() ?? 0 }

    private func mean(_ value: (Word) -> Double) -> Double {
        let frames = spokenFrames
        guard frames > 0 else { return 0 }
        return words.reduce(0) { $0 + value($1) * Double($1.frames) } / Double(frames)
    }
}
