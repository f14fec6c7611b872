/// How the server finds out whose turn it is (Realtime API, `turn_detection`).
public enum TurnDetection: Sendable, Hashable {
    case serverVAD(ServerVAD)
    case semanticVAD(SemanticVAD)
    case unknown(UnknownObject)
}

extension TurnDetection: TaggedUnion {
    static let payloads = PayloadTable<TurnDetection>(
        .init(TurnDetection.serverVAD), .init(TurnDetection.semanticVAD))

    var payload: any WireObject {
        switch self {
        case .serverVAD(let detection): detection
        case .semanticVAD(let detection): detection
        case .unknown(let detection): detection
        }
    }
}
