import Lessons

// What a trial shows of a lesson: problems, which are faults of the file or of the tutor, and warnings.
extension LessonTrial {
    static func problems(in record: SittingRecord, _ lesson: Lesson) -> [String] {
        var problems: [String] = []
        switch record.ending {
        case .over: break
        case .left(let why) where record.pupil.endsTheLesson: problems.append("the lesson did not end: \(why)")
        case .left: break
        case .stuck(let why): problems.append(why)
        }
        switch record.pupil {
        case .perfect: problems += misjudged(record, lesson)
        case .silent:
            for line in record.lines where line.mark == .right || line.mark == .wrong {
                problems.append("nothing was said, and it was marked \(line.mark?.rawValue ?? "")")
            }
        case .offTopic:
            for line in record.lines where line.mark == .right {
                problems.append("“\(line.text)” is about something else, and is marked right" + place(line))
            }
        case .guessing, .shoutingStop, .secondLanguage: break
        }
        return problems
    }

    /// Accepted answers that were not marked right: the file contradicts itself, or the checker does not know such words.
    private static func misjudged(_ record: SittingRecord, _ lesson: Lesson) -> [String] {
        var told: Set<ExerciseID> = []
        var problems: [String] = []
        for line in record.lines where line.speaker == .pupil && line.mark != .right {
            guard let id = line.exercise, told.insert(id).inserted else { continue }
            let expected = lesson.exercise(id)?.expect.first ?? ""
            let became: String
            switch line.mark {
            case .wrong?: became = "is marked wrong"
            case .askedAgain?: became = "is asked again: it cannot be told from another answer, or is none"
            case .right?, nil: became = "is not taken as an answer: it is something that a pupil says to the tutor"
            }
            problems.append("the accepted answer “\(expected)” of `\(id)`, said as “\(line.text)”, \(became)")
        }
        return problems
    }

    private static func place(_ line: SittingRecord.Line) -> String { line.exercise.map { " in `\($0)`" } ?? "" }

    static func warnings(in sittings: [Sitting], _ lesson: Lesson, exercises limit: Int?) -> [String] {
        var warnings: [String] = []
        var told: Set<String> = []
        for long in sittings.flatMap(\.record.longTurns) where told.insert(long.text).inserted {
            let place = long.exercise.map { "before `\($0)` is answered" } ?? "at the end"
            warnings.append(
                "the tutor talks for \(Int(long.seconds)) seconds \(place): “\(long.text.prefix(60))…”")
        }
        let pupils = Set(sittings.map(\.record.pupil))
        let coverage = coverage(sittings)
        // Who makes no mistakes hears no hints.
        if pupils.contains(.guessing) {
            for exercise in coverage where exercise.asked > 0 {
                let missed = (0..<exercise.hints).filter { !exercise.hintsHeard.contains($0) }
                if !missed.isEmpty {
                    let numbers = missed.map { String($0 + 1) }.joined(separator: ", ")
                    warnings.append("hint \(numbers) of `\(exercise.exercise)` is never reached")
                }
                if exercise.wrong == 0 { warnings.append("no pupil got `\(exercise.exercise)` wrong") }
            }
        }
        if limit == nil, pupils.contains(.perfect) {
            for exercise in coverage where exercise.asked == 0 {
                warnings.append("`\(exercise.exercise)` is never asked")
            }
        }
        for sitting in sittings where sitting.record.pupil != .silent {
            for trouble in sitting.record.troubles.prefix(3) {
                warnings.append("\(sitting.record.pupil.rawValue): the box reports trouble: \(trouble)")
            }
        }
        return warnings + slips(sittings)
    }

    /// What somebody who is still learning the language said, and was not understood.
    private static func slips(_ sittings: [Sitting]) -> [String] {
        var told: Set<String> = []
        return sittings.filter { $0.record.pupil == .secondLanguage }.flatMap(\.record.lines).compactMap { line in
            guard line.mark == .wrong, let exercise = line.exercise, told.insert(exercise.rawValue).inserted else {
                return nil
            }
            return "“\(line.text)” is marked wrong in `\(exercise)`: if it should count, add it to `expect`"
        }
    }
}
