import Statements

/// When answers are deleted: so many days after the school year in which they were given has ended.
public struct RetentionRule: Sendable, Hashable {
    /// A day of any year.
    public struct DayOfYear: Sendable, Hashable, Codable, CustomStringConvertible {
        public var month: Int
        public var day: Int

        public init(month: Int, day: Int) {
            self.month = month
            self.day = day
        }

        /// `07-31`. 29 February is none: three years of four have none.
        public init?(_ text: String) {
            guard let match = text.wholeMatch(of: /(\d{1,2})-(\d{1,2})/), let month = Int(match.1),
                let day = Int(match.2), (1...12).contains(month),
                (1...[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
            else { return nil }
            self.init(month: month, day: day)
        }

        public init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            guard let day = DayOfYear(text) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "no month and day: \(text)"))
            }
            self = day
        }

        public func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            try value.encode(description)
        }

        public var description: String { DayOfYear.two(month) + "-" + DayOfYear.two(day) }

        static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    }

    public var yearEnds: DayOfYear
    /// Days after the end of the year; 0 keeps everything.
    public var keepDays: Int

    public init(yearEnds: DayOfYear, keepDays: Int) {
        self.yearEnds = yearEnds
        self.keepDays = keepDays
    }

    /// Days (since 1970, by the school's date) before this one are to be deleted; nil where nothing is.
    ///
    /// - Parameter today: the school's day.
    func cut(today: Int) -> Int? {
        guard keepDays > 0 else { return nil }
        // The newest school year whose time is over ended before the last day that is kept.
        let (year, _, _) = WallTime.date(day: today - keepDays)
        let ends = [year, year - 1].map { WallTime.days(year: $0, month: yearEnds.month, day: yearEnds.day) }
        return ends.first { $0 + keepDays < today }.map { $0 + 1 }
    }

    /// When something may be deleted next, and what: everything before a day; nil where nothing ever is.
    public func next(after today: Int) -> (day: Int, before: Int)? {
        guard let cut = cut(today: today) else { return nil }
        let (year, _, _) = WallTime.date(day: cut - 1)
        let end = WallTime.days(year: year + 1, month: yearEnds.month, day: yearEnds.day)
        return (end + keepDays + 1, end + 1)
    }
}
