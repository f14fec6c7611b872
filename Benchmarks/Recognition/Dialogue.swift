import Speech
import TestSupport

/// A pupil who has two tries at an answer, and says yes or no when the tutor asks whether it heard right.
struct Dialogue {
    enum Outcome {
        /// What was marked in the end.
        case resolved(meaning: String)
        case unresolved
    }

    /// The ways to say it that the offline tutor knows.
    private static let yes = ["yes", "yes i did", "yes please", "that's right"]
    private static let no = ["no", "no i didn't", "no i did not"]

    let pupil: Pupil
    let exercise: BenchmarkLessons.Exercise
    /// What is meant in the exercise.
    let meaning: String
    /// The voice's recordings of "yes" and "no".
    let confirmations: [Recording]

    /// Goes on after the first hearing of an answer.
    func resolve(_ first: Hypothesis, second: Recording?, timing tally: inout Tally) throws -> Outcome {
        var except: [String] = []
        switch first.judgement {
        case .accepted: return .resolved(meaning: exercise.meaning(of: first.text))
        case .doubtful:
            switch try confirm(first.text, &tally) {
            case .yes(let meaning): return .resolved(meaning: meaning)
            case .no: except = [first.text]
            case .unclear: return .unresolved
            }
        case .rejected, .silence: break
        }
        guard let second else { return .unresolved }
        let turn = try pupil.say(second, except: except)
        tally.time(turn)
        switch turn.hypothesis.judgement {
        case .accepted: return .resolved(meaning: exercise.meaning(of: turn.hypothesis.text))
        case .doubtful:
            if case .yes(let meaning) = try confirm(turn.hypothesis.text, &tally) { return .resolved(meaning: meaning) }
            return .unresolved
        case .rejected, .silence: return .unresolved
        }
    }

    private enum Reply {
        /// Yes, or another answer that was accepted at once.
        case yes(meaning: String)
        case no
        case unclear
    }

    /// "Did you say X?", and once more where neither yes nor no was understood.
    private func confirm(_ text: String, _ tally: inout Tally) throws -> Reply {
        let asked = exercise.meaning(of: text)
        let truth = asked == meaning ? "yes" : "no"
        for recording in confirmations.filter({ $0.meaning == truth }).shuffled(seed: text).prefix(2) {
            // The product listens for the exercise too: pupils repeat their answer instead.
            var grammar = exercise.grammar
            grammar.phrases = Dialogue.yes + Dialogue.no + grammar.phrases
            let turn = try pupil.say(recording, in: grammar)
            tally.time(turn)
            let heard = turn.hypothesis
            switch heard.judgement {
            case .accepted, .doubtful:
                switch heard.text {
                case let said where Dialogue.yes.contains(said) || said == text: return .yes(meaning: asked)
                case let said where Dialogue.no.contains(said): return .no
                default:
                    if heard.judgement == .accepted { return .yes(meaning: exercise.meaning(of: heard.text)) }
                }
            case .rejected, .silence: break
            }
        }
        return .unclear
    }
}

extension [Recording] {
    /// The same order each time for the same text.
    fileprivate func shuffled(seed text: String) -> [Recording] {
        var generator = SplitMix(seed: text.utf8.reduce(5) { ($0 &* 31) &+ UInt64($1) })
        return shuffled(using: &generator)
    }
}
