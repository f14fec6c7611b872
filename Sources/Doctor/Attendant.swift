/// Whoever stands in front of the box: is told what to do, and answers.
public protocol Attendant: Sendable {
    /// Whether somebody is there. Nothing is asked where nobody is.
    var isThere: Bool { get }
    func tell(_ text: String) async
    /// Asks what is answered by yes or no.
    func ask(_ question: String) async -> Answer
}

public enum Answer: Sendable, Hashable {
    case yes
    case no
    /// Nothing was answered in time.
    case none
}

/// Nobody.
public struct NobodyThere: Attendant {
    public init() {}
    public var isThere: Bool { false }
    public func tell(_ text: String) async {}
    public func ask(_ question: String) async -> Answer { .none }
}
