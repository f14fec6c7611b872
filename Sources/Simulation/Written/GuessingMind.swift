import Lessons
import OfflineTutor

/// Gives wrong answers and asks for help, so that all that the file has for such a pupil is heard.
struct GuessingMind: WrittenMind {
    var choices: SeededChoices
    /// Wrong answers that were given, by their exercise.
    private var given: [ExerciseID: Set<String>] = [:]
    private var asked: [ExerciseID: Int] = [:]

    init(choices: SeededChoices) { self.choices = choices }

    mutating func move(in situation: Situation) -> WrittenMove {
        guard let exercise = situation.exercise else { return .say(situation.command(.repeatQuestion)) }
        guard situation.tries < 24 else { return .leave("the question `\(exercise.id)` cannot be left") }
        let confusions = exercise.confusions.flatMap(\.say).filter { given[exercise.id]?.contains($0) != true }
        switch situation.visit {
        case 1:
            if situation.tries == 0, let confusion = confusions.first { return guess(confusion, exercise, situation) }
            // One hint more than there are, to hear that there are no more.
            if asked[exercise.id, default: 0] <= exercise.hints.count, situation.hints <= exercise.hints.count {
                asked[exercise.id, default: 0] += 1
                if situation.hints < exercise.hints.count { return .say(situation.command(.hint)) }
            }
            if given[exercise.id]?.contains("another") != true {
                given[exercise.id, default: []].insert("another")
                return .say(another(exercise, situation))
            }
            return .say(situation.command(.giveUp))
        case _:
            if let confusion = confusions.first { return guess(confusion, exercise, situation) }
            return .say(situation.command(.giveUp))
        }
    }

    private mutating func guess(_ text: String, _ exercise: Exercise, _ situation: Situation) -> WrittenMove {
        given[exercise.id, default: []].insert(text)
        return .say(Wording.confusion(text, to: exercise, in: situation.lesson))
    }

    /// The answer of another question, or one that nobody would give.
    private mutating func another(_ exercise: Exercise, _ situation: Situation) -> String {
        let others = situation.lesson.exercises.filter {
            $0.id != exercise.id && $0.kind == exercise.kind && Set($0.expect).isDisjoint(with: exercise.expect)
        }
        if let other = choices.one(of: others) { return Wording.answer(to: other, in: situation.lesson) }
        switch exercise.kind {
        case .number, .generated: return "nine hundred and ninety nine thousand"
        case .order: return exercise.expect.reversed().map { Wording.spoken($0, in: "en") }.joined(separator: " then ")
        case .spell: return "x y z"
        case .say, .choice, .repeat: return "a purple banana"
        }
    }
}
