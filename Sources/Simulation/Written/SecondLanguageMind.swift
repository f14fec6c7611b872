import Lessons
import OfflineTutor

/// Knows the answers, and says them as somebody does who is still learning the language; then, if need be, plainly.
struct SecondLanguageMind: WrittenMind {
    var choices: SeededChoices
    /// Goes round the slips, so that each is made.
    private var turn = 0

    init(choices: SeededChoices) { self.choices = choices }

    mutating func move(in situation: Situation) -> WrittenMove {
        guard let exercise = situation.exercise else { return .say(situation.command(.repeatQuestion)) }
        let plain = Wording.answer(to: exercise, in: situation.lesson)
        switch situation.tries {
        case 0:
            turn += 1
            let slips = Slips(exercise, plain: plain, lesson: situation.lesson).all
            let slip = slips[(turn + choices.next(below: 2)) % slips.count]
            // Now and then the recogniser is not sure, too.
            return turn.isMultiple(of: 5) ? .mutter(slip) : .say(slip)
        case 1, 3: return .say(plain)
        case 2: return .say(situation.command(.hint))
        case 4, 5: return .say(situation.command(.giveUp))
        case _: return .leave("the question `\(exercise.id)` cannot be left")
        }
    }
}
