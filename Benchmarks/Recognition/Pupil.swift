import Audio
import Foundation
import Speech

/// Why a corpus does not fit.
enum CorpusError: Error, CustomStringConvertible {
    case exercise(String)

    var description: String {
        switch self {
        case .exercise(let name): "lessons.txt has no exercise \(name): make the corpus anew"
        }
    }
}

/// Lets one voice say its recordings to a recogniser of its own, in their order.
struct Pupil {
    struct Turn {
        /// Time to change to the grammar.
        var beginning: Duration
        var hypothesis: Hypothesis
        var evidence: Evidence?
        /// Time from the last frame to the hypothesis, and to decode all of it.
        var finishing: Duration
        var decoding: Duration
        var audio: Duration
    }

    let recognizer: PocketsphinxRecognizer
    let condition: Condition
    let lessons: BenchmarkLessons
    let folder: String
    let babble: AudioFrame
    let level: Double

    func say(_ recording: Recording, except: [String] = []) throws -> Turn {
        guard var grammar = lessons.exercises[recording.exercise]?.grammar else {
            throw CorpusError.exercise(recording.exercise)
        }
        grammar.except = except
        return try say(recording, in: grammar)
    }

    func say(_ recording: Recording, in grammar: Grammar) throws -> Turn {
        let seed = recording.file.utf8.reduce(UInt64(7)) { ($0 &* 31) &+ UInt64($1) }
        let heard = condition.heard(try recording.frame(in: folder), level: level, babble: babble, seed: seed)
        let clock = ContinuousClock()
        let beginning = clock.now
        try recognizer.begin(grammar)
        let start = clock.now
        for at in stride(from: 0, to: heard.samples.count, by: 480) {
            try recognizer.hear(AudioFrame(Array(heard.samples[at..<min(at + 480, heard.samples.count)])))
        }
        let end = clock.now
        let hypothesis = try recognizer.finish()
        return Turn(
            beginning: beginning.duration(to: start), hypothesis: hypothesis, evidence: recognizer.evidence,
            finishing: end.duration(to: clock.now),
            decoding: start.duration(to: end), audio: heard.duration)
    }
}
