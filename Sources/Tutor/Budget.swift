public import Realtime

/// What may be spent, and what was: it says when most of it is gone, and when all of it is.
public struct Budget: Sendable, Hashable, Codable {
    /// A limit, in billionths of the currency, with what was spent of it today.
    public struct Purse: Sendable, Hashable, Codable {
        public var limit: Int
        public var spent: Int

        public init(limit: Int, spent: Int = 0) {
            self.limit = limit
            self.spent = spent
        }
    }

    public enum Level: Int, Sendable, Hashable, Codable, Comparable {
        case plenty
        /// The soft limit is reached: it is told, and nothing else happens.
        case low
        /// Nothing more is asked of the provider.
        case spent

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    public var prices: Prices
    /// This pupil's day, and the box's; absent is without limit.
    public var pupil: Purse?
    public var box: Purse?
    /// This sitting's, where the lesson sets a limit.
    var sitting: Purse?
    /// The share of a limit at which it counts as low.
    public var low: Double

    public init(prices: Prices = Prices(), pupil: Purse? = nil, box: Purse? = nil, low: Double = 0.8) {
        self.prices = prices
        self.pupil = pupil
        self.box = box
        self.low = low
    }

    /// With the limit of one sitting, in the currency; nil sets none.
    func within(_ limit: Double?) -> Budget {
        var budget = self
        budget.sitting = limit.map { Purse(limit: Int(($0 * 1e9).rounded())) }
        return budget
    }

    public var level: Level {
        [pupil, box, sitting].compactMap { $0 }.map { purse in
            if purse.spent >= purse.limit { return Level.spent }
            return Double(purse.spent) >= Double(purse.limit) * low ? .low : .plenty
        }.max() ?? .plenty
    }

    /// - Returns: the level that was reached by this, if it was.
    public mutating func spend(_ spending: Spending) -> Level? {
        let before = level
        pupil?.spent += spending.cost
        box?.spent += spending.cost
        sitting?.spent += spending.cost
        return level > before ? level : nil
    }
}
