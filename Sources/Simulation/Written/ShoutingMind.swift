import Lessons
import OfflineTutor

/// Is right for half of the questions, then shouts into the tutor's words that it wants to stop.
struct ShoutingMind: WrittenMind {
    private enum State { case taking, shouting(Int) }

    private var state = State.taking

    mutating func interrupts(in situation: Situation) -> Bool {
        switch state {
        case .taking where situation.right * 2 >= situation.questions:
            state = .shouting(0)
            return true
        case .taking, .shouting: return false
        }
    }

    mutating func move(in situation: Situation) -> WrittenMove {
        switch state {
        case .taking:
            guard let exercise = situation.exercise else { return .say(situation.command(.repeatQuestion)) }
            switch situation.tries {
            case 0, 1: return .say(Wording.answer(to: exercise, in: situation.lesson))
            case 2: return .say(situation.command(.skip))
            case _:
                state = .shouting(1)
                return .say(situation.command(.stop))
            }
        case .shouting(let times):
            guard times < 3 else { return .leave("it said three times that it wants to stop") }
            state = .shouting(times + 1)
            return .say(situation.command(.stop))
        }
    }
}
