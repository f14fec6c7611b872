/// Why a session ends before its lesson does: somebody else takes the box. What was said in it is forgotten with it.
public enum Departure: String, Sendable, Hashable, Codable, CaseIterable {
    case nextPupil = "next-pupil"
    case nextLesson = "next-lesson"
}
