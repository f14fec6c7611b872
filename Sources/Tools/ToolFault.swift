/// Why a tool failed, in words for the model.
public enum ToolFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Beyond what the schema says.
    case badArguments(String)
    /// It says so itself; the words are its own.
    case failed(String)
    /// More bytes than it may return.
    case tooLarge(most: Int)
    case answered(status: Int, host: String)
    case notText(String)
    case redirected(String)
    /// A value that cannot stand where the declaration puts it.
    case unfit(parameter: String, place: String)
    /// The box lacks what the tool needs: what, and what to do.
    case notReady(String)

    public var description: String {
        switch self {
        case .badArguments(let what): what
        case .failed(let why): why
        case .tooLarge(let most): "it returned more than \(most) bytes; ask for less"
        case .answered(let status, let host): "\(host) answered HTTP \(status)"
        case .notText(let host): "\(host) answered with something that is neither JSON nor text"
        case .redirected(let why): "it is redirected, and not followed: \(why)"
        case .unfit(let parameter, let place): "`\(parameter)` has characters that cannot stand in \(place)"
        case .notReady(let why): why
        }
    }
}
