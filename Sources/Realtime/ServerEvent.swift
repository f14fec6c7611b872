/// An event that the server sends (Realtime API, server events).
///
/// A type that is not among these is `unknown` and keeps all its fields.
public enum ServerEvent: Sendable, Hashable {
    case error(ErrorReported)
    case sessionCreated(SessionCreated)
    case sessionUpdated(SessionUpdated)
    case rateLimitsUpdated(RateLimitsUpdated)
    case conversationCreated(ConversationCreated)
    case conversationItemAdded(ConversationItemAdded)
    case conversationItemDone(ConversationItemDone)
    case conversationItemCreated(ConversationItemCreated)
    case conversationItemRetrieved(ConversationItemRetrieved)
    case conversationItemTruncated(ConversationItemTruncated)
    case conversationItemDeleted(ConversationItemDeleted)
    case conversationItemInputAudioTranscriptionDelta(ConversationItemInputAudioTranscriptionDelta)
    case conversationItemInputAudioTranscriptionCompleted(ConversationItemInputAudioTranscriptionCompleted)
    case conversationItemInputAudioTranscriptionSegment(ConversationItemInputAudioTranscriptionSegment)
    case conversationItemInputAudioTranscriptionFailed(ConversationItemInputAudioTranscriptionFailed)
    case inputAudioBufferCommitted(InputAudioBufferCommitted)
    case inputAudioBufferCleared(InputAudioBufferCleared)
    case inputAudioBufferSpeechStarted(InputAudioBufferSpeechStarted)
    case inputAudioBufferSpeechStopped(InputAudioBufferSpeechStopped)
    case inputAudioBufferTimeoutTriggered(InputAudioBufferTimeoutTriggered)
    case inputAudioBufferDtmfEventReceived(InputAudioBufferDtmfEventReceived)
    case outputAudioBufferStarted(OutputAudioBufferStarted)
    case outputAudioBufferStopped(OutputAudioBufferStopped)
    case outputAudioBufferCleared(OutputAudioBufferCleared)
    case responseCreated(ResponseCreated)
    case responseDone(ResponseDone)
    case responseOutputItemAdded(ResponseOutputItemAdded)
    case responseOutputItemDone(ResponseOutputItemDone)
    case responseContentPartAdded(ResponseContentPartAdded)
    case responseContentPartDone(ResponseContentPartDone)
    case responseOutputTextDelta(ResponseOutputTextDelta)
    case responseOutputTextDone(ResponseOutputTextDone)
    case responseOutputAudioDelta(ResponseOutputAudioDelta)
    case responseOutputAudioDone(ResponseOutputAudioDone)
    case responseOutputAudioTranscriptDelta(ResponseOutputAudioTranscriptDelta)
    case responseOutputAudioTranscriptDone(ResponseOutputAudioTranscriptDone)
    case responseFunctionCallArgumentsDelta(ResponseFunctionCallArgumentsDelta)
    case responseFunctionCallArgumentsDone(ResponseFunctionCallArgumentsDone)
    case mcpListToolsInProgress(McpListToolsInProgress)
    case mcpListToolsCompleted(McpListToolsCompleted)
    case mcpListToolsFailed(McpListToolsFailed)
    case responseMcpCallArgumentsDelta(ResponseMcpCallArgumentsDelta)
    case responseMcpCallArgumentsDone(ResponseMcpCallArgumentsDone)
    case responseMcpCallInProgress(ResponseMcpCallInProgress)
    case responseMcpCallCompleted(ResponseMcpCallCompleted)
    case responseMcpCallFailed(ResponseMcpCallFailed)
    case unknown(UnknownObject)
}

extension ServerEvent: TaggedUnion {
    var payload: any WireObject {
        switch self {
        case .error(let payload): payload
        case .sessionCreated(let payload): payload
        case .sessionUpdated(let payload): payload
        case .rateLimitsUpdated(let payload): payload
        case .conversationCreated(let payload): payload
        case .conversationItemAdded(let payload): payload
        case .conversationItemDone(let payload): payload
        case .conversationItemCreated(let payload): payload
        case .conversationItemRetrieved(let payload): payload
        case .conversationItemTruncated(let payload): payload
        case .conversationItemDeleted(let payload): payload
        case .conversationItemInputAudioTranscriptionDelta(let payload): payload
        case .conversationItemInputAudioTranscriptionCompleted(let payload): payload
        case .conversationItemInputAudioTranscriptionSegment(let payload): payload
        case .conversationItemInputAudioTranscriptionFailed(let payload): payload
        case .inputAudioBufferCommitted(let payload): payload
        case .inputAudioBufferCleared(let payload): payload
        case .inputAudioBufferSpeechStarted(let payload): payload
        case .inputAudioBufferSpeechStopped(let payload): payload
        case .inputAudioBufferTimeoutTriggered(let payload): payload
        case .inputAudioBufferDtmfEventReceived(let payload): payload
        case .outputAudioBufferStarted(let payload): payload
        case .outputAudioBufferStopped(let payload): payload
        case .outputAudioBufferCleared(let payload): payload
        case .responseCreated(let payload): payload
        case .responseDone(let payload): payload
        case .responseOutputItemAdded(let payload): payload
        case .responseOutputItemDone(let payload): payload
        case .responseContentPartAdded(let payload): payload
        case .responseContentPartDone(let payload): payload
        case .responseOutputTextDelta(let payload): payload
        case .responseOutputTextDone(let payload): payload
        case .responseOutputAudioDelta(let payload): payload
        case .responseOutputAudioDone(let payload): payload
        case .responseOutputAudioTranscriptDelta(let payload): payload
        case .responseOutputAudioTranscriptDone(let payload): payload
        case .responseFunctionCallArgumentsDelta(let payload): payload
        case .responseFunctionCallArgumentsDone(let payload): payload
        case .mcpListToolsInProgress(let payload): payload
        case .mcpListToolsCompleted(let payload): payload
        case .mcpListToolsFailed(let payload): payload
        case .responseMcpCallArgumentsDelta(let payload): payload
        case .responseMcpCallArgumentsDone(let payload): payload
        case .responseMcpCallInProgress(let payload): payload
        case .responseMcpCallCompleted(let payload): payload
        case .responseMcpCallFailed(let payload): payload
        case .unknown(let payload): payload
        }
    }

    static let payloads = PayloadTable<ServerEvent>(
        .init(ServerEvent.error), .init(ServerEvent.sessionCreated), .init(ServerEvent.sessionUpdated),
        .init(ServerEvent.rateLimitsUpdated), .init(ServerEvent.conversationCreated),
        .init(ServerEvent.conversationItemAdded), .init(ServerEvent.conversationItemDone),
        .init(ServerEvent.conversationItemCreated), .init(ServerEvent.conversationItemRetrieved),
        .init(ServerEvent.conversationItemTruncated), .init(ServerEvent.conversationItemDeleted),
        .init(ServerEvent.conversationItemInputAudioTranscriptionDelta),
        .init(ServerEvent.conversationItemInputAudioTranscriptionCompleted),
        .init(ServerEvent.conversationItemInputAudioTranscriptionSegment),
        .init(ServerEvent.conversationItemInputAudioTranscriptionFailed), .init(ServerEvent.inputAudioBufferCommitted),
        .init(ServerEvent.inputAudioBufferCleared), .init(ServerEvent.inputAudioBufferSpeechStarted),
        .init(ServerEvent.inputAudioBufferSpeechStopped), .init(ServerEvent.inputAudioBufferTimeoutTriggered),
        .init(ServerEvent.inputAudioBufferDtmfEventReceived), .init(ServerEvent.outputAudioBufferStarted),
        .init(ServerEvent.outputAudioBufferStopped), .init(ServerEvent.outputAudioBufferCleared),
        .init(ServerEvent.responseCreated), .init(ServerEvent.responseDone), .init(ServerEvent.responseOutputItemAdded),
        .init(ServerEvent.responseOutputItemDone), .init(ServerEvent.responseContentPartAdded),
        .init(ServerEvent.responseContentPartDone), .init(ServerEvent.responseOutputTextDelta),
        .init(ServerEvent.responseOutputTextDone), .init(ServerEvent.responseOutputAudioDelta),
        .init(ServerEvent.responseOutputAudioDone), .init(ServerEvent.responseOutputAudioTranscriptDelta),
        .init(ServerEvent.responseOutputAudioTranscriptDone), .init(ServerEvent.responseFunctionCallArgumentsDelta),
        .init(ServerEvent.responseFunctionCallArgumentsDone), .init(ServerEvent.mcpListToolsInProgress),
        .init(ServerEvent.mcpListToolsCompleted), .init(ServerEvent.mcpListToolsFailed),
        .init(ServerEvent.responseMcpCallArgumentsDelta), .init(ServerEvent.responseMcpCallArgumentsDone),
        .init(ServerEvent.responseMcpCallInProgress), .init(ServerEvent.responseMcpCallCompleted),
        .init(ServerEvent.responseMcpCallFailed))
}
