public import Gradebook
public import Lessons

/// A trial for programs that read it: stable names, nothing left out.
public struct TrialSummary: Sendable, Hashable, Codable {
    public struct Sitting: Sendable, Hashable, Codable {
        public let pupil: WrittenPupil
        /// `over`, `left` or `stuck`.
        public let ending: String
        /// Why the pupil left, or is stuck.
        public let why: String?
        public let seconds: Double
        public let lines: [SittingRecord.Line]
        public let exercises: [ExerciseCoverage]
        public let tools: [String: Int]
        public let recorded: [ObjectiveProgress]
        public let troubles: [String]
        public let problems: [String]
    }

    public let lesson: LessonID
    public let title: String
    public let language: String
    public let sittings: [Sitting]
    public let warnings: [String]
    /// Empty where the lesson can be taught.
    public let problems: [String]
}

extension LessonTrial {
    public var summary: TrialSummary {
        TrialSummary(
            lesson: lesson.id, title: lesson.title, language: lesson.language,
            sittings: sittings.map { sitting in
                let record = sitting.record
                let ending: (String, String?) =
                    switch record.ending {
                    case .over: ("over", nil)
                    case .left(let why): ("left", why)
                    case .stuck(let why): ("stuck", why)
                    }
                return TrialSummary.Sitting(
                    pupil: record.pupil, ending: ending.0, why: ending.1, seconds: record.seconds, lines: record.lines,
                    exercises: record.exercises, tools: record.tools, recorded: sitting.recorded,
                    troubles: record.troubles, problems: sitting.problems)
            }, warnings: warnings, problems: problems)
    }
}
