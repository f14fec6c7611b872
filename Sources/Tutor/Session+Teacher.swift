import Lessons
import Realtime

// The teacher's word: by the teacher's button, or by a code of presses, while something waits for it; and the teacher's
// edits of the lesson.
extension Session {
    /// - Returns: nil where the press is a usual one.
    mutating func teacherPressed(_ control: Control) -> [Action]? {
        guard let request = errands.requests.first else {
            // A code that came too late.
            deciding = .up
            return nil
        }
        guard settings.approvalCode.isEmpty else {
            let code = settings.approvalCode
            let before: [Control] = if case .entering(let presses) = deciding { presses } else { [] }
            let entered = Array((before + [control]).suffix(code.count))
            guard entered == code else {
                deciding = .entering(entered)
                return []
            }
            deciding = .entering([])
            return decide(request.number, isAllowed: true) + sound(.volume)
        }
        guard control == .teacher else { return nil }
        deciding = .down(number: request.number)
        return [.wake(.decision(number: request.number), after: Gestures.holdTime)]
    }

    /// - Returns: nil where the release is a usual one.
    mutating func teacherReleased(_ control: Control) -> [Action]? {
        switch deciding {
        case .up: return nil
        case .entering:
            // The release of a press that was a digit; the code begins anew with the next request.
            if errands.requests.isEmpty { deciding = .up }
            return []
        case .done where control == .teacher:
            deciding = .up
            return []
        case .down(let number) where control == .teacher:
            deciding = .up
            let decided = decide(number, isAllowed: true)
            return decided.isEmpty ? [] : decided + sound(.volume)
        case .down, .done: return nil
        }
    }

    /// The button has been down for long: no.
    mutating func teacherHeld(_ number: Int) -> [Action] {
        guard deciding == .down(number: number) else { return [] }
        deciding = .done
        let decided = decide(number, isAllowed: false)
        return decided.isEmpty ? [] : decided + sound(.limit)
    }

    // MARK: Edits

    mutating func lessonChanged(_ lesson: Lesson) -> [Action] {
        guard lesson.id == self.lesson.lesson.id else {
            return [
                .tell(.trouble("the lesson's file has another id now, \(lesson.id): it is taught from the next start"))
            ]
        }
        edit = .lesson(lesson)
        return []
    }

    /// Tools beyond a bound are left out: a model pays for each in every turn.
    static let mostCards = 64

    mutating func toolsChanged(_ server: String, _ new: [ToolCard]) -> [Action] {
        let own = Set(
            (LessonTool.allCases.map(\.rawValue) + PupilTool.allCases.map(\.rawValue)) + [Session.answerTool.name])
        var names = own.union(cards.filter { $0.server != server }.map(\.function.name))
        let taken = new.filter { names.insert($0.function.name).inserted }.map { card in
            var card = card
            card.server = server
            return card
        }
        let all = cards.filter { $0.server != server } + taken
        let kept = Array(all.prefix(Session.mostCards))
        let lost = all.count - kept.count + new.count - taken.count
        let told: [Action] =
            lost > 0
            ? [.tell(.trouble("\(lost) tools of \(server) are left out: their names are taken, or too many"))] : []
        guard kept != cards else { return told }
        cards = kept
        if edit == .none { edit = .tools }
        return told
    }

    /// Takes the edit while nobody has the floor: a question is never changed under an answer.
    mutating func takeEdit() -> [Action] {
        guard isResting, keeping.isEmpty else { return [] }
        var told: [Action] = []
        switch edit {
        case .none: return []
        case .tools: break
        case .lesson(let lesson):
            if lesson != self.lesson.lesson {
                self.lesson.take(lesson)
                outputGuard = OutputGuard(rules: settings.guardRules.adding(lesson.guards))
                told = [.tell(.lessonChanged)]
            }
        }
        edit = .none
        guard connection == .ready else { return told }
        let session = Session.configuration(of: lesson.lesson, settings, cards, isAnew: true)
        return told + [.send(.sessionUpdate(.init(session: .realtime(session), eventID: "lesson")))]
    }
}
