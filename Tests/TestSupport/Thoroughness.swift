import Foundation

/// How much of what is random is tried: little with each `make test`, much with `make thorough`.
public enum Thoroughness {
    /// Whether `TUTOR_THOROUGH` is in the environment.
    public static let isFull = ProcessInfo.processInfo.environment["TUTOR_THOROUGH"] != nil

    public static func scaled<Count: BinaryInteger>(_ usual: Count, to full: Count) -> Count { isFull ? full : usual }
}
