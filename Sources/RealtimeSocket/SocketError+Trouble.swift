public import Realtime

extension SocketError {
    /// What somebody can do something about.
    public var trouble: ConnectionTrouble {
        switch self {
        case .badURL, .badHeader, .badProxy, .badAuthorities, .portInUse, .cannotListen: .setting
        case .missingKey, .unauthorized: .key
        case .nameNotFound, .connectionRefused, .unreachable, .timedOut, .overflow: .network
        case .tls(_, let failure):
            switch failure {
            case .notYetValid, .expired: .clock
            case .wrongName, .untrusted, .other: .stranger
            }
        case .proxyRefused, .proxyBroken: .proxy
        case .refused(_, let refusal):
            switch refusal.status {
            case 401, 403: .key
            case 402, 429: .account
            case 500...599: .server
            case _: .setting
            }
        case .notWebSocket, .notUnderstood: .stranger
        case .closed(let reason):
            switch reason.code {
            case .internalError, .serviceRestart, .tryAgainLater, .badGateway, .realtimeFatal: .server
            case .policyViolation: .account
            case _: .network
            }
        }
    }
}
