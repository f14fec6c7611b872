import Lessons
import OfflineTutor

/// Answers right, and goes on when it is not understood, so that every question is heard.
struct PerfectMind: WrittenMind {
    /// Chooses among the accepted answers; without it the first is given.
    var choices: SeededChoices?
    private var said = ""

    init(choices: SeededChoices?) { self.choices = choices }

    mutating func move(in situation: Situation) -> WrittenMove {
        guard let exercise = situation.exercise else { return .say(situation.command(.repeatQuestion)) }
        switch situation.tries {
        case 0:
            let form = choices?.next(below: Wording.forms(of: exercise)) ?? 0
            let withUnit = choices.map { _ in form.isMultiple(of: 2) } ?? true
            said = Wording.answer(to: exercise, form: form, in: situation.lesson, withUnit: withUnit)
            return .say(said)
        case 1, 2: return .say(said)
        case 3: return .say(situation.command(.giveUp))
        case _: return .leave("the question `\(exercise.id)` cannot be left")
        }
    }
}
