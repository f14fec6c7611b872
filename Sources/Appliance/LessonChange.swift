public import Lessons

/// What became of a lesson's file while it is being taught.
public enum LessonChange: Sendable, Hashable {
    /// It reads otherwise than before, or can be read again; with its pictures.
    case changed(Lesson)
    /// It cannot be read as it is now: the lesson goes on as it was.
    case broken(LessonFaults)
    /// No file of the folder is that lesson, or there is no folder.
    case gone
    /// A file of a tool or server that the lesson names was written, added or taken away.
    case toolsChanged
    /// Edits are not noticed any more; why, and what to do about it.
    case unwatched(String)
}
