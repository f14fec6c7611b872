public import Lessons

/// What is told to whoever watches: the terminal, the log, the record of turns. Nothing depends on it being read.
public enum Notice: Sendable, Hashable, Codable {
    /// The tutor is ready for the first turn.
    case ready
    case exercise(ExerciseID)
    case pupilSaid(String)
    case tutorSaid(String)
    /// The pupil took the floor while the tutor spoke: this many milliseconds of what it said were heard.
    case tutorInterrupted(heardMilliseconds: Int)
    case tooShort
    case nothingHeard
    /// A press came while there was no tutor to talk to.
    case notConnected
    case turn(TurnLatency)
    case marked(Attempt)
    case lessonOver
    /// The tutor's answer was stopped.
    case guarded(OutputGuard.Trip)
    /// Most of what may be spent is spent, or all of it.
    case budget(Budget.Level)
    case linkDown(String)
    /// The microphone is turned off; also what a press is told then.
    case muted
    case unmuted
    /// How loud the loudspeaker is now, 0 to 100.
    case volume(Int)
    case leaving(Departure)
    /// The teacher is asked whether a tool may do this.
    case approvalWanted(String)
    case approval(String, isAllowed: Bool)
    /// The teacher's edit of the lesson is taught from now on.
    case lessonChanged
    /// Something failed that somebody should mend; the text says what and how.
    case trouble(String)
    case stick(StickNews)
}
