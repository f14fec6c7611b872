public import Realtime

/// Why a conversation did not come about, or ended.
public enum ClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no connection, and trying again soon cannot help: the text says what failed, on what, and what to do.
    case notConnected(String)
    /// The server refused what was asked of it.
    case refused(APIError)
    /// The conversation was ended while something was waited for.
    case ended

    public var description: String {
        switch self {
        case .notConnected(let why): why
        case .refused(let error): "the server refused: \(error.message)" + (error.param.map { " (\($0))" } ?? "")
        case .ended: "the conversation was ended"
        }
    }
}
