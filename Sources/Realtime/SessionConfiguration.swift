/// The configuration of a session, by the kind of session (Realtime API, `session`).
public enum SessionConfiguration: Sendable, Hashable {
    case realtime(RealtimeSession)
    case transcription(TranscriptionSession)
    case unknown(UnknownObject)
}

extension SessionConfiguration: TaggedUnion {
    static let payloads = PayloadTable<SessionConfiguration>(
        .init(SessionConfiguration.realtime), .init(SessionConfiguration.transcription))

    var payload: any WireObject {
        switch self {
        case .realtime(let session): session
        case .transcription(let session): session
        case .unknown(let session): session
        }
    }
}
