/// A WebSocket close code (RFC 6455 section 7.4.1, IANA's registry, and the Realtime API's own).
public struct CloseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let normal = CloseCode(rawValue: 1000)
    public static let goingAway = CloseCode(rawValue: 1001)
    public static let protocolError = CloseCode(rawValue: 1002)
    public static let unsupportedData = CloseCode(rawValue: 1003)
    /// The peer's close frame had no code. Never on the wire.
    public static let noStatus = CloseCode(rawValue: 1005)
    /// The connection ended without a close frame. Never on the wire.
    public static let abnormal = CloseCode(rawValue: 1006)
    public static let invalidText = CloseCode(rawValue: 1007)
    public static let policyViolation = CloseCode(rawValue: 1008)
    public static let messageTooBig = CloseCode(rawValue: 1009)
    public static let mandatoryExtension = CloseCode(rawValue: 1010)
    public static let internalError = CloseCode(rawValue: 1011)
    public static let serviceRestart = CloseCode(rawValue: 1012)
    public static let tryAgainLater = CloseCode(rawValue: 1013)
    public static let badGateway = CloseCode(rawValue: 1014)
    public static let tlsHandshake = CloseCode(rawValue: 1015)
    /// The Realtime API follows a fatal `error` event with this; the reason is `<type>.<code>`.
    public static let realtimeFatal = CloseCode(rawValue: 4000)

    /// Whether the code may stand in a close frame.
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        case _: false
        }
    }

    private var meaning: String? {
        switch self {
        case .normal: "done"
        case .goingAway: "going away"
        case .protocolError: "protocol error"
        case .unsupportedData: "unsupported data"
        case .noStatus: "no code given"
        case .abnormal: "lost"
        case .invalidText: "text that is not UTF-8"
        case .policyViolation: "policy violation"
        case .messageTooBig: "message too big"
        case .mandatoryExtension: "extension missing"
        case .internalError: "server error"
        case .serviceRestart: "server restarts"
        case .tryAgainLater: "try again later"
        case .badGateway: "bad gateway"
        case .tlsHandshake: "TLS failed"
        case .realtimeFatal: "fatal Realtime error"
        case _: nil
        }
    }

    public var description: String { meaning.map { "\(rawValue) (\($0))" } ?? String(rawValue) }
}
