import Lessons
import OfflineTutor

/// Talks about other things: to a recogniser that knows such words, and to one that does not. Leaves each question alone.
struct OffTopicMind: WrittenMind {
    var choices: SeededChoices
    private var toolsAsked = 0

    init(choices: SeededChoices) { self.choices = choices }

    static let talk = [
        "my brother has a new bicycle and he fell off it yesterday", "what is your name", "can we play a game now",
        "i am hungry when is lunch", "why do we have to do this", "do you like football",
        "my shoe is untied and i cannot find my bag", "yesterday we went swimming with my cousins",
        "are you a robot", "it is so noisy in here", "when is it over", "guess what i got for my birthday",
    ]

    mutating func move(in situation: Situation) -> WrittenMove {
        guard let exercise = situation.exercise else { return .say(situation.command(.repeatQuestion)) }
        guard situation.tries < 8 else { return .leave("the question `\(exercise.id)` cannot be left") }
        if toolsAsked < situation.toolPhrases.count {
            toolsAsked += 1
            return .say(situation.toolPhrases[toolsAsked - 1])
        }
        let known = OffTopicMind.words(of: situation.lesson)
        let talk = OffTopicMind.talk.filter { line in
            known.isDisjoint(with: line.split(separator: " ").map(String.init))
        }
        switch situation.tries {
        case 0: return choices.one(of: talk).map { .say($0) } ?? .ramble("bla bla bla")
        case 1: return .ramble(choices.one(of: OffTopicMind.talk) ?? "bla bla bla")
        case _: return .say(situation.command(.skip))
        }
    }

    /// Words of the lesson's answers: what is talked about is something else.
    private static func words(of lesson: Lesson) -> Set<String> {
        let texts = lesson.exercises.flatMap { $0.expect + $0.confusions.flatMap(\.say) }
        return Set(
            texts.flatMap { Wording.spoken($0, in: lesson.language).split(separator: " ").map(String.init) })
    }
}
