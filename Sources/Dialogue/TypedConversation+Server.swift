import Audio
public import Realtime

// What the server sends, and what becomes of the connection.
extension TypedConversation {
    /// A connection is open; `session.created` is due.
    public mutating func connected() { connection = .opening }

    /// The connection is gone. Nothing that was said is lost with it.
    public mutating func disconnected(_ reason: String) -> [Order] {
        let wasThere = connection != .down
        connection = .down
        if responses.suspend() != nil, let answer = answering {
            if ledger.samples(of: answer) > 0 || !(memory.words(of: answer) ?? "").isEmpty {
                cutAnswer = answer
            } else {
                memory.remove(answer)
            }
        }
        answering = nil
        // A request does not outlive its conversation.
        undecided = []
        open = []
        hostedCalls = []
        awaited = []
        hosted = .nothing
        wishes = wishes ?? asked
        asked = nil
        memory.lose()
        return wasThere ? [.tell(.lost(reason))] : []
    }

    public mutating func received(_ event: ServerEvent) -> [Order] {
        var orders: [Order] = []
        switch history.apply(event) {
        case .updated(let item): orders.append(.tell(.item(item)))
        case .removed(let id): orders.append(.tell(.removed(id)))
        case nil: break
        }
        return orders + react(to: event)
    }

    private mutating func react(to event: ServerEvent) -> [Order] {
        switch event {
        case .sessionCreated:
            guard connection == .opening else { return [] }
            connection = .configuring
            return [
                .send(.sessionUpdate(.init(session: .realtime(session), eventID: TypedConversation.start)))
            ]
        case .sessionUpdated(let event): return configured(event.session)
        case .responseCreated(let event):
            guard let id = event.response.id else { return [] }
            // Out of band: it is in no conversation, and not ours to follow.
            guard event.response.metadata?[TypedConversation.aside] == nil else { return [] }
            isSettled = false
            asked = nil
            if ledger.isDrained { ledger = PlaybackLedger() }
            return carryOut(responses.created(id))
        case .responseOutputItemAdded(let event):
            guard responses.audible == event.responseID, case .message = event.item else { return [] }
            memory.add(event.item, after: nil)
            answering = event.item.id
            unanswered = SpokenAudio()
            // The model speaks of what the hosted call came to.
            hosted = .nothing
            return []
        case .responseOutputTextDelta(let event): return words(event.delta, of: event.itemID, by: event.responseID)
        case .responseOutputAudioTranscriptDelta(let event):
            return words(event.delta, of: event.itemID, by: event.responseID)
        case .responseOutputTextDone(let event):
            memory.said(event.text, in: event.itemID)
            return []
        case .responseOutputAudioTranscriptDone(let event):
            if responses.audible == event.responseID { memory.said(event.transcript, in: event.itemID) }
            return []
        case .responseOutputAudioDelta(let event):
            // Sound of a response that was cancelled while it was on its way is dropped.
            guard responses.audible == event.responseID else { return [] }
            let frame = event.delta.frame
            ledger.queue(frame, of: event.itemID)
            return [.tell(.audio(frame, of: event.itemID))]
        case .responseOutputItemDone(let event): return itemDone(event.item, by: event.responseID)
        case .responseDone(let event):
            guard let id = event.response.id else { return [] }
            let orders: [Order] = [.tell(.responded(event.response))] + carryOut(responses.done(id))
            return orders + settle()
        case .conversationItemAdded(let event):
            confirmed(event.item)
            memory.add(event.item, after: event.previousItemID)
            return []
        case .conversationItemDone(let event):
            guard case .mcpApprovalRequest(let request) = event.item else { return [] }
            open.insert(request.id)
            if approved.contains(request.serverLabel) { undecided.insert(request.id) }
            return [.tell(.approvalWanted(request))]
        case .conversationItemInputAudioTranscriptionCompleted(let event):
            memory.wroteDown(event.transcript, of: event.itemID)
            if memory.isNewestOfPupil(event.itemID) { unanswered = SpokenAudio() }
            return []
        case .conversationItemDeleted(let event):
            memory.remove(event.itemID)
            return []
        case .inputAudioBufferSpeechStarted:
            // The server hears the speaker's partner and cancels by itself; what was heard only we know.
            guard !ledger.isDrained else { return [] }
            return [.tell(.stopPlaying)] + tellHeard()
        case .responseMcpCallInProgress(let event):
            if case .mcpCall(let call)? = history[event.itemID]?.item, let request = call.approvalRequestID {
                awaited.remove(request)
            } else {
                // A server that does not say which request it was.
                awaited.removeAll()
            }
            hostedCalls.insert(event.itemID)
            isSettled = false
            return []
        case .responseMcpCallCompleted(let event): return hostedCallEnded(event.itemID)
        case .responseMcpCallFailed(let event): return hostedCallEnded(event.itemID)
        case .error(let event): return refused(event.error)
        case .rateLimitsUpdated, .conversationCreated, .conversationItemCreated, .conversationItemRetrieved,
            .conversationItemTruncated, .conversationItemInputAudioTranscriptionDelta,
            .conversationItemInputAudioTranscriptionSegment, .conversationItemInputAudioTranscriptionFailed,
            .inputAudioBufferCommitted, .inputAudioBufferCleared, .inputAudioBufferSpeechStopped,
            .inputAudioBufferTimeoutTriggered, .inputAudioBufferDtmfEventReceived, .outputAudioBufferStarted,
            .outputAudioBufferStopped, .outputAudioBufferCleared, .responseContentPartAdded,
            .responseContentPartDone, .responseOutputAudioDone, .responseFunctionCallArgumentsDelta,
            .responseFunctionCallArgumentsDone, .mcpListToolsInProgress, .mcpListToolsCompleted, .mcpListToolsFailed,
            .responseMcpCallArgumentsDelta, .responseMcpCallArgumentsDone, .unknown:
            return []
        }
    }

    private mutating func configured(_ effective: SessionConfiguration) -> [Order] {
        guard case .realtime(let effective) = effective else { return [] }
        let isNew = connection == .configuring
        connection = .ready
        guard !isNew else {
            return [.tell(.ready(effective))] + restore() + updates.map(sending) + settle()
        }
        guard !updates.isEmpty else { return [.tell(.ready(effective))] }
        let taken = updates.removeFirst()
        session = session.merging(taken) ?? taken
        return [.tell(.ready(effective)), .taken(effective)]
    }

    /// Tells a new conversation what the old one knew, and takes up what its loss cut short.
    private mutating func restore() -> [Order] {
        var events: [ClientEvent] = []
        let (items, folded) = memory.replay(within: limits.replayedTokens, pending: responses.pendingCalls)
        if folded > 0 { events.append(note("\(folded) earlier messages of this conversation are left out here.")) }
        events += items.map { .conversationItemCreate(.init(item: $0)) }
        if let cut = cutAnswer.flatMap({ memory.words(of: $0) }), !cut.isEmpty {
            events.append(
                note(
                    "The network cut your last answer short after these words: \(cut) Go on from there; do not repeat.")
            )
        }
        cutAnswer = nil
        events += unconfirmed.map(adding)
        if !unanswered.isEmpty {
            events += unanswered.pieces.map { .inputAudioBufferAppend(.init(audio: $0)) }
            events.append(.inputAudioBufferCommit(.init()))
        }
        events += saying.pieces.map { .inputAudioBufferAppend(.init(audio: $0)) }
        return events.map { .send($0) } + carryOut(responses.resume())
    }

    private mutating func hostedCallEnded(_ id: ItemID) -> [Order] {
        guard hostedCalls.remove(id) != nil else { return [] }
        hosted = .ended
        isSettled = false
        return settle()
    }

    private func note(_ text: String) -> ClientEvent {
        .conversationItemCreate(.init(item: .message(Message(role: .system, content: [.inputText(text)]))))
    }

    private mutating func confirmed(_ item: Item) {
        unconfirmed.removeAll { $0.id == item.id }
    }

    private mutating func words(_ more: String, of item: ItemID, by response: ResponseID) -> [Order] {
        guard responses.audible == response else { return [] }
        memory.says(more, in: item)
        return [.tell(.words(more, of: item))]
    }

    private mutating func itemDone(_ item: Item, by response: ResponseID) -> [Order] {
        guard case .functionCall(let call) = item, call.status == nil || call.status == .completed,
            let id = call.callID, responses.called(id, by: response)
        else { return [] }
        memory.add(call)
        return functions.contains(call.name) ? [.run(call)] : [.tell(.called(call))]
    }

    private mutating func refused(_ error: APIError) -> [Order] {
        // Some refusals name no event (`cannot_update_voice`).
        let isOfUpdate =
            error.eventID == TypedConversation.update
            || (error.eventID == nil && error.code?.rawValue.contains("update") == true)
        if isOfUpdate, !updates.isEmpty {
            updates.removeFirst()
            return [.untaken(error)]
        }
        // The server is about to close, or ought to.
        if error.code == .sessionExpired { return [.renew] }
        guard let event = error.eventID else { return [.tell(.refused(error))] }
        if let orders = responses.refused(event, code: error.code) {
            let isBusy = error.code == .conversationAlreadyHasActiveResponse
            return (isBusy ? [] : [.tell(.refused(error))]) + carryOut(orders) + settle()
        }
        unconfirmed.removeAll { $0.id.map(TypedConversation.adding) == event }
        return event.rawValue.hasPrefix("benign_") ? [] : [.tell(.refused(error))]
    }
}
