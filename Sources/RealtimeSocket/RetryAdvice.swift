/// When it makes sense to try again after a connection ended or was refused.
public enum RetryAdvice: Sendable, Hashable {
    /// Soon, by backoff: the network or the server had a moment.
    case soon
    /// Not before this long.
    case after(Duration)
    /// Seldom: somebody has to change a setting, a bill or a program first.
    case seldom
    /// Never with these settings.
    case never
}

extension CloseReason {
    /// 1001, 1005, 1006, 1011–1013, 1015 and an end without fault are retried soon, as OpenAI's own clients do.
    public var retryAdvice: RetryAdvice {
        switch code {
        case .policyViolation, .mandatoryExtension, .unsupportedData: .seldom
        case .realtimeFatal: text.contains("session_expired") ? .soon : .seldom
        case _: (4000...4999).contains(code.rawValue) ? .seldom : .soon
        }
    }
}

extension SocketError {
    public var retryAdvice: RetryAdvice {
        switch self {
        case .badURL, .badHeader, .badProxy, .missingKey, .badAuthorities, .portInUse, .cannotListen: .never
        case .nameNotFound, .connectionRefused, .unreachable, .timedOut, .proxyBroken, .notWebSocket, .notUnderstood,
            .overflow:
            .soon
        case .tls(_, let failure):
            switch failure {
            // A clock without a battery is set a while after boot.
            case .notYetValid, .other: .soon
            case .wrongName, .untrusted, .expired: .seldom
            }
        case .proxyRefused(_, _, let status): (500...599).contains(status) ? .soon : .seldom
        case .unauthorized: .seldom
        case .refused(_, let refusal): refusal.retryAdvice
        case .closed(let reason): reason.retryAdvice
        }
    }
}

extension Refusal {
    public var retryAdvice: RetryAdvice {
        if status == 429, code == "insufficient_quota" { return .seldom }
        if let retryAfter { return .after(retryAfter) }
        switch status {
        case 408, 409, 425, 429, 500...599: return .soon
        case _: return .seldom
        }
    }
}
