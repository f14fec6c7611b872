public import Lessons

/// How a lesson went with one pupil.
public struct SittingRecord: Sendable, Hashable, Codable {
    /// How it ended.
    public enum Ending: Sendable, Hashable, Codable {
        /// The tutor ended the lesson.
        case over
        /// The pupil went away; why.
        case left(String)
        /// Nothing more happened, or too much did; what.
        case stuck(String)
    }

    public struct Line: Sendable, Hashable, Codable {
        public enum Speaker: String, Sendable, Hashable, Codable { case tutor, pupil }

        /// What came of a pupil's words.
        public enum Mark: String, Sendable, Hashable, Codable {
            case right, wrong
            /// The tutor asked again: it was no answer, or could be two.
            case askedAgain = "asked again"
        }

        public var speaker: Speaker
        public var text: String
        /// The question that was open.
        public var exercise: ExerciseID?
        public var mark: Mark?
        /// Whether it cut the tutor short.
        public var interrupts: Bool
    }

    public let pupil: WrittenPupil
    public var ending = Ending.over
    public var lines: [Line] = []
    /// In the order of the lesson.
    public var exercises: [ExerciseCoverage]
    /// How often each tool was called.
    public var tools: [String: Int] = [:]
    /// How long the lesson would have taken, in seconds.
    public var seconds = 0.0
    /// Troubles that the box told.
    public var troubles: [String] = []
    /// Turns of the tutor that are long to listen to.
    public var longTurns: [LongTurn] = []

    /// A turn of the tutor with its length in seconds.
    public struct LongTurn: Sendable, Hashable, Codable {
        public var exercise: ExerciseID?
        public var seconds: Double
        public var text: String
    }

    init(pupil: WrittenPupil, lesson: Lesson) {
        self.pupil = pupil
        exercises = lesson.exercises.map { ExerciseCoverage($0) }
    }

    public var right: Int { exercises.count { $0.right > 0 } }
    public var asked: Int { exercises.count { $0.asked > 0 } }
}
