/// An event that the client sends (Realtime API, client events).
///
/// A type that is not among these is `unknown` and keeps all its fields.
public enum ClientEvent: Sendable, Hashable {
    case sessionUpdate(SessionUpdate)
    case inputAudioBufferAppend(InputAudioBufferAppend)
    case inputAudioBufferCommit(InputAudioBufferCommit)
    case inputAudioBufferClear(InputAudioBufferClear)
    case conversationItemCreate(ConversationItemCreate)
    case conversationItemRetrieve(ConversationItemRetrieve)
    case conversationItemTruncate(ConversationItemTruncate)
    case conversationItemDelete(ConversationItemDelete)
    case responseCreate(ResponseCreate)
    case responseCancel(ResponseCancel)
    case outputAudioBufferClear(OutputAudioBufferClear)
    case unknown(UnknownObject)
}

extension ClientEvent: TaggedUnion {
    var payload: any WireObject {
        switch self {
        case .sessionUpdate(let payload): payload
        case .inputAudioBufferAppend(let payload): payload
        case .inputAudioBufferCommit(let payload): payload
        case .inputAudioBufferClear(let payload): payload
        case .conversationItemCreate(let payload): payload
        case .conversationItemRetrieve(let payload): payload
        case .conversationItemTruncate(let payload): payload
        case .conversationItemDelete(let payload): payload
        case .responseCreate(let payload): payload
        case .responseCancel(let payload): payload
        case .outputAudioBufferClear(let payload): payload
        case .unknown(let payload): payload
        }
    }

    static let payloads = PayloadTable<ClientEvent>(
        .init(ClientEvent.sessionUpdate), .init(ClientEvent.inputAudioBufferAppend),
        .init(ClientEvent.inputAudioBufferCommit), .init(ClientEvent.inputAudioBufferClear),
        .init(ClientEvent.conversationItemCreate), .init(ClientEvent.conversationItemRetrieve),
        .init(ClientEvent.conversationItemTruncate), .init(ClientEvent.conversationItemDelete),
        .init(ClientEvent.responseCreate), .init(ClientEvent.responseCancel), .init(ClientEvent.outputAudioBufferClear))
}
