import Lessons
import Realtime

// The connection: configured before the first turn, and taken up again after a loss.
extension Session {
    mutating func linkUp() -> [Action] {
        connection = .opening
        return []
    }

    mutating func linkDown(_ reason: String) -> [Action] {
        connection = .down
        responses.reset()
        let notice = Action.tell(.linkDown(reason))
        switch state {
        case .idle:
            return [.show(restingMood), notice]
        case .listening, .closing:
            state = .idle
            return [.show(restingMood), notice] + sound(.offline)
        case .thinking:
            state = .idle
            return [.show(restingMood), notice] + sound(.offline)
        case .speaking:
            state = .idle
            return stopPlaying() + [.show(restingMood), notice] + sound(.offline)
        }
    }

    mutating func configure() -> [Action] {
        switch connection {
        case .opening, .down:
            connection = .configuring
            let session = Session.configuration(of: lesson.lesson, settings)
            return [.send(.sessionUpdate(.init(session: .realtime(session), eventID: "configure")))]
        case .configuring, .ready:
            return []
        }
    }

    mutating func configured(at now: Duration) -> [Action] {
        switch connection {
        case .configuring:
            connection = .ready
            var actions: [Action] = (state == .idle ? [.show(restingMood)] : []) + [.tell(.ready)]
            if let exercise = lesson.current {
                actions.append(.send(.conversationItemCreate(.init(item: .message(anchor(exercise.ask))))))
            }
            switch (greeted, state) {
            case (.done, _), (.due, .listening), (.due, .closing), (.due, .thinking), (.due, .speaking):
                return actions
            case (.due, .idle):
                greeted = .done
                turn += 1
                state = .thinking(Floor(progressed: now))
                actions += carryOut(responses.want())
                return actions + [.show(.thinking), .wake(.patience(turn: turn), after: settings.patience)]
            }
        case .down, .opening, .ready:
            return []
        }
    }

    /// Tells a new conversation where the lesson stands, after the old one was lost.
    private func anchor(_ question: String) -> Message {
        Message(
            role: .system,
            content: [
                .inputText(
                    "The connection was renewed in the middle of the lesson. The pupil was asked: \(question) "
                        + "Wait for the answer.")
            ])
    }

    /// Turns the queue's orders into events.
    func carryOut(_ orders: [ResponseQueue.Order]) -> [Action] {
        orders.map { order in
            switch order {
            case .create(let event): .send(.responseCreate(.init(eventID: event)))
            case .cancel(let response):
                .send(
                    .responseCancel(
                        .init(responseID: response, eventID: EventID(rawValue: "benign_cancel_\(response.rawValue)"))))
            case .output(let call, let output):
                .send(
                    .conversationItemCreate(
                        .init(item: .functionCallOutput(FunctionCallOutput(callID: call, output: output)))))
            }
        }
    }
}
