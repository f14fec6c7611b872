import Audio
import Dialogue
import Lessons
import Realtime

// The tutor's turn: what the server sends.
extension Session {
    mutating func received(_ event: ServerEvent, at now: Duration) -> [Action] {
        switch event {
        case .sessionCreated:
            return configure()
        case .sessionUpdated:
            return configured(at: now)
        case .responseCreated(let event):
            guard let id = event.response.id else { return [] }
            touch(now)
            return carryOut(responses.created(id)) + hold(at: now)
        case .responseOutputAudioDelta(let event):
            return audio(event.delta.frame, of: event.itemID, by: event.responseID, at: now)
        case .responseOutputItemDone(let event):
            touch(now)
            return itemDone(event.item, by: event.responseID, at: now)
        case .responseOutputAudioTranscriptDone(let event):
            return said(event.transcript, in: event.itemID, by: event.responseID, at: now)
        case .responseOutputTextDone(let event):
            return said(event.text, in: event.itemID, by: event.responseID, at: now)
        case .conversationItemInputAudioTranscriptionCompleted(let event):
            memory.wroteDown(event.transcript, of: event.itemID)
            forgetSound(of: event.itemID)
            let spending = budget.map { Spending(event.usage, prices: $0.prices) }
            return [.tell(.pupilSaid(event.transcript))] + (spending.map { charge($0) } ?? [])
        case .inputAudioBufferSpeechStarted: return spoken(true)
        case .inputAudioBufferSpeechStopped: return spoken(false)
        case .inputAudioBufferCommitted: return committed(at: now)
        case .conversationItemInputAudioTranscriptionFailed(let event):
            return [
                .tell(.trouble("the pupil's words could not be written down: \(event.error.message ?? "no reason")"))
            ]
        case .responseDone(let event):
            return responseDone(event.response, at: now)
        case .error(let event):
            return refused(event.error, at: now)
        case .conversationItemAdded(let event):
            memory.add(event.item, after: event.previousItemID)
            return []
        case .responseOutputItemAdded(let event):
            touch(now)
            if responses.audible == event.responseID, case .message = event.item {
                memory.add(event.item, after: nil)
                answering = event.item.id
            }
            return []
        case .responseOutputAudioTranscriptDelta(let event):
            return says(event.delta, in: event.itemID, by: event.responseID, at: now)
        case .responseOutputTextDelta(let event):
            return says(event.delta, in: event.itemID, by: event.responseID, at: now)
        case .responseFunctionCallArgumentsDelta, .responseContentPartAdded,
            .responseMcpCallInProgress,
            .responseMcpCallArgumentsDelta:
            touch(now)
            return []
        case .rateLimitsUpdated, .conversationCreated, .conversationItemDone,
            .conversationItemCreated, .conversationItemRetrieved, .conversationItemTruncated, .conversationItemDeleted,
            .conversationItemInputAudioTranscriptionDelta, .conversationItemInputAudioTranscriptionSegment,
            .inputAudioBufferCleared, .inputAudioBufferTimeoutTriggered, .inputAudioBufferDtmfEventReceived,
            .outputAudioBufferStarted, .outputAudioBufferStopped, .outputAudioBufferCleared,
            .responseContentPartDone, .responseOutputAudioDone,
            // Arguments are also "done" when the pupil interrupted: a call is run when its item is completed.
            .responseFunctionCallArgumentsDone,
            .mcpListToolsInProgress, .mcpListToolsCompleted, .mcpListToolsFailed, .responseMcpCallArgumentsDone,
            .responseMcpCallCompleted, .responseMcpCallFailed, .unknown:
            return []
        }
    }

    /// A response that nobody asked for has the floor like any other, and is not waited for without end.
    private mutating func hold(at now: Duration) -> [Action] {
        switch state {
        case .listening(let turn) where turn.isSpoken || !settings.turns.isOpen:
            return []
        case .listening where responses.audible == nil: return []
        case .idle where !responses.isQuiet, .listening where !responses.isQuiet:
            turn += 1
            state = .thinking(Floor(progressed: now))
            return [.show(.thinking), .wake(.patience(turn: turn), after: settings.patience)]
        case .idle, .listening, .closing, .thinking, .speaking:
            return []
        }
    }

    private mutating func audio(
        _ frame: AudioFrame, of item: ItemID, by response: ResponseID, at now: Duration
    ) -> [Action] {
        // Audio of a response that was cancelled while it was on its way is dropped.
        guard responses.audible == response, !frame.samples.isEmpty else { return [] }
        switch state {
        case .thinking(var floor):
            floor.marks?.firstDelta = now
            floor.unanswered = []
            return speak(frame, of: item, &floor, at: now) + [.show(.speaking)]
        case .speaking(var floor):
            return speak(frame, of: item, &floor, at: now)
        case .idle, .listening, .closing:
            return []
        }
    }

    private mutating func speak(
        _ frame: AudioFrame, of item: ItemID, _ floor: inout Floor, at now: Duration
    ) -> [Action] {
        floor.ledger.queue(frame, of: item)
        floor.progressed = max(floor.progressed, now)
        state = .speaking(floor)
        return [.play(frame)]
    }

    private mutating func itemDone(_ item: Item, by response: ResponseID, at now: Duration) -> [Action] {
        switch item {
        case .functionCall(let call):
            guard call.status == nil || call.status == .completed, let id = call.callID,
                responses.called(id, by: response)
            else { return [] }
            memory.add(call)
            return run(ToolCall(id: id, name: call.name, arguments: call.arguments), at: now)
        case .mcpApprovalRequest(let wish): return hostedWish(wish)
        case .message, .functionCallOutput, .mcpListTools, .mcpCall, .mcpApprovalResponse, .unknown:
            return []
        }
    }

    /// A picture, for a model that can see.
    private func show(_ image: LessonImage) -> [Action] {
        guard settings.showsImages, let url = image.url else { return [] }
        let content: [ContentPart] = [
            .inputText("The picture of the next question: \(image.alt)"), .inputImage(url: url, detail: nil),
        ]
        return [.send(.conversationItemCreate(.init(item: .message(Message(role: .user, content: content)))))]
    }

    private mutating func run(_ call: ToolCall, at now: Duration) -> [Action] {
        let before = lesson.current?.id
        guard let outcome = lesson.call(call.name, arguments: call.arguments) else { return start(call, at: now) }
        var actions: [Action] = outcome.image.map { show($0) } ?? []
        if let exercise = lesson.current?.id, exercise != before { actions.append(.tell(.exercise(exercise))) }
        let hint: [Action] = outcome.hint.map { [.keep($0)] } ?? []
        guard var attempt = outcome.attempt else {
            return actions + hint + answer(call.id, outcome.output, at: now)
        }
        // The pupil hears the verdict when the answer is safe: the result waits for the gradebook.
        attempt.spentMilliseconds = answerTook.map { Int($0 / .milliseconds(1)) }
        answerTook = nil
        tickets += 1
        let ticket = Ticket(rawValue: tickets)
        keeping[ticket] = Keeping(
            call: call.id, attempt: attempt, output: outcome.output, unsavedOutput: outcome.unsavedOutput)
        // The hint of a wrong answer comes after it, in the log as in the lesson.
        return actions + [.record(attempt, ticket)] + hint
    }

    mutating func recorded(_ ticket: Ticket, at now: Duration) -> [Action] {
        guard let kept = keeping.removeValue(forKey: ticket) else { return [] }
        return [.tell(.marked(kept.attempt))] + end(.notSaved) + answer(kept.call, kept.output, at: now)
    }

    mutating func recordFailed(_ ticket: Ticket, _ reason: String, at now: Duration) -> [Action] {
        guard let kept = keeping.removeValue(forKey: ticket) else {
            return [.tell(.trouble("something could not be saved: \(reason)"))]
        }
        let told = begin(.notSaved, "an answer could not be saved: \(reason)", .notSaved)
        return (told.isEmpty ? [.tell(.trouble("another answer could not be saved: \(reason)"))] : told)
            + answer(kept.call, kept.unsavedOutput, at: now)
    }

    private mutating func responseDone(_ response: Response, at now: Duration) -> [Action] {
        guard let id = response.id else { return [] }
        touch(now)
        var actions: [Action] = []
        if let budget, let usage = response.usage { actions += charge(Spending(usage, prices: budget.prices)) }
        if response.status == .failed || response.status == .incomplete {
            let why = response.statusDetails?.error?.message ?? response.statusDetails?.reason?.rawValue ?? "no reason"
            actions.append(.tell(.trouble("the tutor's answer was not finished: \(why)")))
            // A failed answer that said nothing must not leave the pupil in silence.
            if case .thinking = state, response.status == .failed { actions += sound(.trouble) }
        }
        return actions + carryOut(responses.done(id)) + settle()
    }

    private mutating func refused(_ error: APIError, at now: Duration) -> [Action] {
        // The server is about to close, or ought to; the pupil has to do with neither.
        if error.code == .sessionExpired { return [.renew] }
        let text = error.message
        guard let event = error.eventID else {
            return [.tell(.trouble("the server reports: \(text)"))]
        }
        if let orders = responses.refused(event, code: error.code) {
            let isBusy = error.code == .conversationAlreadyHasActiveResponse
            return (isBusy ? [] : [.tell(.trouble("the tutor would not answer: \(text)"))]) + carryOut(orders)
                + settle()
        }
        if event.rawValue.hasPrefix("benign_") { return [] }
        if event == "configure" {
            trouble = .setting
            connection = .refused
            return announceTrouble() + (state == .idle ? [.show(.trouble)] : []) + [
                .tell(.trouble("the server refused the lesson's settings: \(text)"))
            ]
        }
        return [.tell(.trouble("the server refused an event: \(text)"))]
    }

    /// The pupil's words are known: their sound is not needed any more.
    private mutating func forgetSound(of item: ItemID) {
        guard memory.isNewestOfPupil(item), case .thinking(var floor) = state else { return }
        floor.unanswered = []
        state = .thinking(floor)
    }

    /// Notes a sign of life of the tutor.
    mutating func touch(_ now: Duration) {
        switch state {
        case .thinking(var floor):
            floor.progressed = max(floor.progressed, now)
            state = .thinking(floor)
        case .speaking(var floor):
            floor.progressed = max(floor.progressed, now)
            state = .speaking(floor)
        case .idle, .listening, .closing:
            break
        }
    }
}
