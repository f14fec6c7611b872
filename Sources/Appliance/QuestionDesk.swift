import Realtime
import Synchronization
import Tools
import Tutor

/// Where tools wait for what the pupil answers to their questions.
///
/// A question goes to the session as an event; the answer comes back as one of its actions.
final class QuestionDesk: Sendable {
    private typealias Waiting = CheckedContinuation<ToolAnswer, Never>
    private let waiting = Mutex<[CallID: Waiting]>([:])
    private let inbox: EventInbox
    private let clock: any Timekeeper

    init(inbox: EventInbox, clock: any Timekeeper) {
        self.inbox = inbox
        self.clock = clock
    }

    /// For the tool of one call.
    func questioner(of call: CallID) -> any Questioner { Seat(desk: self, call: call) }

    private struct Seat: Questioner {
        let desk: QuestionDesk
        let call: CallID

        func ask(_ question: ToolQuestion) async -> ToolAnswer { await desk.ask(question, for: call) }
    }

    private func ask(_ question: ToolQuestion, for call: CallID) async -> ToolAnswer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFirst = waiting.withLock { waiting in
                    guard waiting[call] == nil, !Task.isCancelled else { return false }
                    waiting[call] = continuation
                    return true
                }
                // A tool asks one thing at a time.
                guard isFirst else { return continuation.resume(returning: .cancelled) }
                inbox.post(.toolAsks(call, question.text, schema: question.schema), at: clock.now)
            }
        } onCancel: {
            answer(call, .cancelled)
        }
    }

    func answer(_ call: CallID, _ answer: ToolAnswer) {
        waiting.withLock { $0.removeValue(forKey: call) }?.resume(returning: answer)
    }
}
