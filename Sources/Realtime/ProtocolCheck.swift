import Audio

/// Holds a recorded conversation against the rules of the Realtime API: event by event, what either side did that the
/// protocol does not have.
///
/// Rules: a session begins with `session.created`; one response at a time writes to the conversation; what belongs to a
/// response comes between its `response.created` and its `response.done`; a commit has 100 ms of audio; a truncate
/// reaches no further than what was received; an output answers a call (Realtime API, conversations guide and event
/// reference).
public struct ProtocolCheck: Sendable {
    private enum Progress: Sendable { case active, done }

    private enum Stage: Sendable { case unopened, open }

    private var stage = Stage.unopened
    private var responses: [ResponseID: Progress] = [:]
    /// Responses of the conversation that are not done; out-of-band ones are not among them.
    private var writing: Set<ResponseID> = []
    /// `response.create`s of the conversation that were not answered yet.
    private var asked = 0
    private var items: Set<ItemID> = []
    /// Audio of them may still be on its way.
    private var deleted: Set<ItemID> = []
    /// Milliseconds received of each item's audio.
    private var received: [ItemID: Double] = [:]
    private var calls: Set<CallID> = []
    private var appended = 0.0
    private var inputFormat = AudioFormat.pcm24kHz
    private var outputFormat = AudioFormat.pcm24kHz
    private var serverDetectsTurns = true

    public init() {}

    /// A new connection: nothing of the old conversation counts.
    public mutating func reconnect() { self = ProtocolCheck() }

    // MARK: The client's events

    /// - Returns: what is wrong with it, a sentence each.
    public mutating func sent(_ event: ClientEvent) -> [String] {
        switch event {
        case .inputAudioBufferAppend(let append):
            appended += ProtocolCheck.milliseconds(append.audio, inputFormat)
        case .inputAudioBufferClear:
            appended = 0
        case .inputAudioBufferCommit:
            defer { appended = 0 }
            if appended < 100 { return ["commits \(Int(appended)) ms of audio: less than 100 ms are refused"] }
        case .responseCreate(let create):
            guard create.response?.conversation != .outOfBand else { break }
            defer { asked += 1 }
            if let other = writing.first {
                return ["asks for a response while \(other.rawValue) is active: it will be refused"]
            }
        case .conversationItemCreate(let create):
            if let id = create.item.id { items.insert(id) }
            switch create.item {
            case .functionCall(let call): if let id = call.callID { calls.insert(id) }
            case .functionCallOutput(let output) where !calls.contains(output.callID):
                return ["has an output of \(output.callID.rawValue), which nobody called"]
            case .message, .functionCallOutput, .mcpListTools, .mcpCall, .mcpApprovalRequest, .mcpApprovalResponse,
                .unknown:
                break
            }
        case .conversationItemTruncate(let truncate):
            let end = truncate.audioEndMilliseconds
            guard let length = received[truncate.itemID] else {
                return ["truncates \(truncate.itemID.rawValue), of which no audio was received"]
            }
            if Double(end) > length.rounded(.up) {
                return ["truncates \(truncate.itemID.rawValue) at \(end) ms: only \(Int(length)) ms were received"]
            }
        case .conversationItemRetrieve(let retrieve): return known(retrieve.itemID)
        case .conversationItemDelete(let delete):
            defer {
                items.remove(delete.itemID)
                deleted.insert(delete.itemID)
            }
            return known(delete.itemID)
        case .sessionUpdate, .responseCancel, .outputAudioBufferClear:
            break
        case .unknown(let object): return ["has the type \(object.type), which no client event has"]
        }
        return []
    }

    // MARK: The server's events

    public mutating func received(_ event: ServerEvent) -> [String] {
        var faults: [String] = []
        if stage == .unopened {
            stage = .open
            if case .sessionCreated = event {} else { faults.append("comes before session.created") }
        }
        switch event {
        case .sessionCreated(let created): learn(created.session)
        case .sessionUpdated(let updated): learn(updated.session)
        case .responseCreated(let created): faults += begin(created.response)
        case .responseDone(let done): faults += end(done.response)
        case .error(let event):
            if event.error.code == .conversationAlreadyHasActiveResponse { asked = max(0, asked - 1) }
        case .conversationItemAdded(let added): add(added.item)
        case .responseOutputItemAdded(let added):
            faults += within(added.responseID)
            add(added.item)
        case .responseOutputItemDone(let done):
            faults += within(done.responseID)
            add(done.item)
        case .responseOutputAudioDelta(let delta):
            faults += within(delta.responseID)
            if !items.contains(delta.itemID), !deleted.contains(delta.itemID) {
                faults.append("is of \(delta.itemID.rawValue), which was not added")
            }
            received[delta.itemID, default: 0] += ProtocolCheck.milliseconds(delta.delta, outputFormat)
        case .responseOutputAudioTranscriptDelta(let event): faults += within(event.responseID)
        case .responseOutputAudioTranscriptDone(let event): faults += within(event.responseID)
        case .responseOutputAudioDone(let event): faults += within(event.responseID)
        case .responseOutputTextDelta(let event): faults += within(event.responseID)
        case .responseOutputTextDone(let event): faults += within(event.responseID)
        case .responseContentPartAdded(let event): faults += within(event.responseID)
        case .responseContentPartDone(let event): faults += within(event.responseID)
        case .responseFunctionCallArgumentsDelta(let event): faults += within(event.responseID)
        case .responseFunctionCallArgumentsDone(let event): faults += within(event.responseID)
        case .conversationItemTruncated(let truncated): faults += known(truncated.itemID)
        case .conversationItemDeleted(let deleted): items.remove(deleted.itemID)
        case .inputAudioBufferCommitted(let committed):
            items.insert(committed.itemID)
            if serverDetectsTurns { appended = 0 }
        case .unknown(let object): faults.append("has the type \(object.type), which no server event has")
        case .conversationCreated, .conversationItemDone, .conversationItemCreated, .conversationItemRetrieved,
            .conversationItemInputAudioTranscriptionCompleted, .conversationItemInputAudioTranscriptionDelta,
            .conversationItemInputAudioTranscriptionSegment, .conversationItemInputAudioTranscriptionFailed,
            .inputAudioBufferCleared, .inputAudioBufferSpeechStarted, .inputAudioBufferSpeechStopped,
            .inputAudioBufferTimeoutTriggered, .inputAudioBufferDtmfEventReceived, .outputAudioBufferStarted,
            .outputAudioBufferStopped, .outputAudioBufferCleared, .rateLimitsUpdated, .mcpListToolsInProgress,
            .mcpListToolsCompleted, .mcpListToolsFailed, .responseMcpCallArgumentsDelta, .responseMcpCallArgumentsDone,
            .responseMcpCallInProgress, .responseMcpCallCompleted, .responseMcpCallFailed:
            break
        }
        return faults
    }

    private mutating func begin(_ response: Response) -> [String] {
        guard let id = response.id else { return ["creates a response without an id"] }
        defer { responses[id] = .active }
        if responses[id] != nil { return ["creates \(id.rawValue) a second time"] }
        guard response.conversationID != nil || asked > 0 else { return [] }
        asked = max(0, asked - 1)
        defer { writing.insert(id) }
        return writing.first.map { ["creates \(id.rawValue) while \($0.rawValue) is active"] } ?? []
    }

    private mutating func end(_ response: Response) -> [String] {
        guard let id = response.id else { return ["ends a response without an id"] }
        let was = responses.updateValue(.done, forKey: id)
        writing.remove(id)
        switch was {
        case .active: return []
        case .done: return ["ends \(id.rawValue) a second time"]
        case nil: return ["ends \(id.rawValue), which was not created"]
        }
    }

    /// What belongs to a response comes while it is active.
    private func within(_ response: ResponseID) -> [String] {
        switch responses[response] {
        case .active: []
        case .done: ["comes after the response.done of \(response.rawValue)"]
        case nil: ["comes before the response.created of \(response.rawValue)"]
        }
    }

    private mutating func add(_ item: Item) {
        if let id = item.id { items.insert(id) }
        if case .functionCall(let call) = item, let id = call.callID { calls.insert(id) }
    }

    private func known(_ item: ItemID) -> [String] {
        items.contains(item) ? [] : ["is about \(item.rawValue), which the conversation does not have"]
    }

    private mutating func learn(_ session: SessionConfiguration) {
        guard case .realtime(let session) = session else { return }
        inputFormat = session.audio?.input?.format ?? inputFormat
        outputFormat = session.audio?.output?.format ?? outputFormat
        if session.audio?.input?.turnDetection == .null { serverDetectsTurns = false }
    }

    private static func milliseconds(_ audio: AudioBytes, _ format: AudioFormat) -> Double {
        let isCompressed = format.type == .muLaw || format.type == .aLaw
        return Double(audio.bytes.count) / (isCompressed ? 8 : 48)
    }
}
