public import Tutor

/// Where a new day's budget comes from.
public struct Budgets: Sendable {
    let renewed: @Sendable () -> Budget?

    /// - Parameter renewed: the new budget where a day began, or the clock was set, since it was last asked; `nil` otherwise.
    public init(renewed: @escaping @Sendable () -> Budget?) { self.renewed = renewed }
}
