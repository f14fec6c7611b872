/// What a transcription is billed by.
public enum TranscriptUsage: Sendable, Hashable {
    case tokens(Tokens)
    case duration(Duration)
    case unknown(UnknownObject)
}

extension TranscriptUsage: TaggedUnion {
    static let payloads = PayloadTable<TranscriptUsage>(
        .init(TranscriptUsage.tokens), .init(TranscriptUsage.duration))

    var payload: any WireObject {
        switch self {
        case .tokens(let usage): usage
        case .duration(let usage): usage
        case .unknown(let usage): usage
        }
    }
}
