import Speech
import TestSupport

extension Evaluation {
    /// Prints what the product's recogniser makes of each voice and of all, in Markdown.
    func printTable(_ condition: Condition) throws {
        print("### \(set), \(condition.rawValue)\n\n\(Tally.header)")
        var all = Tally()
        for voice in voices {
            let tally = try tally(voice, condition)
            print(tally.row(voice))
            all.add(tally)
        }
        print(all.row("**all**") + "\n")
    }

    private func tally(_ voice: String, _ condition: Condition) throws -> Tally {
        var tally = Tally()
        let pupil = try pupil(voice, condition)
        let own = recordings.filter { $0.voice == voice && $0.isChildLike == condition.isChildLike }
        let confirmations = own.filter { $0.kind == .confirm }
        var seconds: [String: Recording] = [:]
        for recording in own where recording.kind == .answer && recording.take == 2 {
            seconds[recording.exercise + "\t" + recording.meaning] = recording
        }
        for recording in firstTakes(of: own) {
            guard let exercise = lessons.exercises[recording.exercise] else {
                throw CorpusError.exercise(recording.exercise)
            }
            let turn = try pupil.say(recording)
            tally.time(turn)
            let isAccepted = turn.hypothesis.judgement == .accepted
            switch recording.kind {
            case .confirm: break
            case .outside:
                tally.outside += 1
                if isAccepted { tally.outsideAccepted += 1 }
            case .foreign:
                tally.foreign += 1
                if isAccepted { tally.foreignAccepted += 1 }
            case .answer:
                let meaning = exercise.meaning(of: recording.meaning)
                tally.answers += 1
                switch turn.hypothesis.judgement {
                case .accepted where exercise.meaning(of: turn.hypothesis.text) == meaning: tally.acceptedRight += 1
                case .accepted: tally.acceptedWrong += 1
                case .doubtful: tally.doubtful += 1
                case .rejected, .silence: tally.rejected += 1
                }
                let dialogue = Dialogue(
                    pupil: pupil, exercise: exercise, meaning: meaning, confirmations: confirmations)
                let second = seconds[recording.exercise + "\t" + recording.meaning]
                switch try dialogue.resolve(turn.hypothesis, second: second, timing: &tally) {
                case .resolved(meaning): tally.resolvedRight += 1
                case .resolved: tally.markedWrongly += 1
                case .unresolved: tally.unresolved += 1
                }
            }
        }
        return tally
    }

    /// First takes, shuffled as a lesson mixes them.
    private func firstTakes(of own: [Recording]) -> [Recording] {
        var generator = SplitMix(seed: 11)
        return own.filter { $0.take == 1 && $0.kind != .confirm }.shuffled(using: &generator)
            .enumerated().filter { $0.offset.isMultiple(of: every) }.map(\.element)
    }
}
