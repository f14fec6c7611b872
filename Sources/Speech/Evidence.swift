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
    /// Frames that are louder than the room.
    package var loudFrames: Int
    /// Scores of both decoders over the whole utterance, a frame.
    package var totalScore: Double
    package var totalLoopScore: Double
    /// How many of the passes agree, where there was a second opinion.
    package var agreement: Int?

    /// Frames in words.
    package var spokenFrames: Int { words.reduce(0) { $0 + $1.frames } }

    /// How much worse the best path fits than the best phones, over the whole utterance, a frame: what separates answers
    /// from other speech best.
    package var totalLoss: Double { totalLoopScore - totalScore }

    /// How much worse the words fit than the best phones, a frame; 0 is as good.
    package var loss: Double { mean { $0.loopScore - $0.score } }

    /// How well the words fit, a frame.
    package var score: Double { mean { $0.score } }

    /// The loss of the worst word.
    package var worstLoss: Double { words.map { $0.loopScore - $0.score }.max() ?? 0 }

    /// Phones of all words.
    package var phones: Int { words.reduce(0) { $0 + $1.phones } }

    /// Frames a phone, of the word that was said fastest.
    package var shortestPhone: Double { words.map { Double($0.frames) / Double(max(1, $0.phones)) }.min() ?? 0 }

    /// The share of the loud frames for which there is no word.
    package var uncovered: Double {
        Double(max(0, loudFrames - spokenFrames)) / Double(max(1, loudFrames))
    }

    private func mean(_ value: (Word) -> Double) -> Double {
        let frames = spokenFrames
        guard frames > 0 else { return 0 }
        return words.reduce(0) { $0 + value($1) * Double($1.frames) } / Double(frames)
    }
}

extension Evidence {
    /// Numbers that a judge may weigh.
    package var features: [Double] {
        let spoken = Double(spokenFrames)
        let longest = words.map { Double($0.frames) / Double(max(1, $0.phones)) }.max() ?? 0
        return [
            loss, worstLoss, score, spoken, Double(frames), Double(silentFrames), Double(loudFrames), shortestPhone,
            longest, Double(phones), Double(words.count), totalScore, totalLoopScore,
            Double(agreement ?? 0),
        ]
    }
}
