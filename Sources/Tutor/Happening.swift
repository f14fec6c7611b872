public import Lessons

/// What happened beside the answers, to be kept for the teacher. No pupil waits for it.
public enum Happening: Sendable, Hashable, Codable {
    /// A hint was given: the number tells which, 1 is the first of the exercise.
    case hint(ExerciseID, ObjectiveID, number: Int)
    /// A teacher decided whether a tool may do something.
    case approval(tool: String, isAllowed: Bool)
}
