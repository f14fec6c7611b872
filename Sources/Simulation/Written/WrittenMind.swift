import Lessons
import OfflineTutor

/// What a pupil makes of what happens in a lesson.
protocol WrittenMind: Sendable {
    /// The pupil has the floor: what to do with it.
    mutating func move(in situation: Situation) -> WrittenMove
    /// The tutor has begun to speak: whether to cut it short.
    mutating func interrupts(in situation: Situation) -> Bool
}

extension WrittenMind {
    mutating func interrupts(in situation: Situation) -> Bool { false }
}

/// One turn of a pupil.
enum WrittenMove: Sendable, Hashable {
    /// Words, as a recogniser gives them.
    case say(String)
    /// Words that a recogniser is not sure of: asked again.
    case mutter(String)
    /// Words that are none of those that are listened for.
    case ramble(String)
    /// The button is held, and there is nothing to hear.
    case hold
    /// Something is to be heard, and no word in it.
    case cough
    /// Goes away; why.
    case leave(String)
}

/// What a pupil knows of a lesson when it has the floor.
struct Situation: Sendable {
    /// What came of the pupil's last turn.
    enum Outcome: Sendable, Hashable {
        case nothing
        case right
        case wrong
        /// It was no answer, or not understood.
        case notMarked
    }

    var lesson: Lesson
    /// The question that waits for an answer.
    var exercise: Exercise?
    /// 1 when the question is asked for the first time.
    var visit = 1
    /// Turns of the pupil at this question, since it was asked this time.
    var tries = 0
    var outcome = Outcome.nothing
    /// Hints of this question that were heard.
    var hints = 0
    /// Questions that were answered right, and all that there are.
    var right = 0
    var questions = 0
    /// What pupils say to have the lesson's tools called.
    var toolPhrases: [String] = []

    /// A command, in words that are no answer of the lesson.
    func command(_ command: PupilCommand) -> String {
        let answers = Set(exercise?.listenFor(in: lesson).phrases ?? [])
        let phrases = command.phrases
        return ([1, 0] + Array(2..<max(2, phrases.count))).compactMap { $0 < phrases.count ? phrases[$0] : nil }
            .first { !answers.contains($0) } ?? phrases[0]
    }
}
