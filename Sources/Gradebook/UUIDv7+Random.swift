import Statements

extension UUIDv7 {
    /// - Parameter milliseconds: since 1970; 0 where the clock is not known to be set.
    static func make(milliseconds: Int64) -> String {
        var random = SystemRandomNumberGenerator()
        return make(milliseconds: milliseconds, high: random.next(), low: random.next())
    }
}
