import Statements

/// Dates as a page has them. They come as `2026-03-02`, by the school's clock.
enum PageDate {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// `2 March 2026`
    static func long(_ date: String) -> String { parts(date).map { "\($0.day) \($0.month) \($0.year)" } ?? date }

    /// `2 Mar`
    static func short(_ date: String) -> String { parts(date).map { "\($0.day) \($0.month.prefix(3))" } ?? date }

    /// `Mon 2 Mar`
    static func weekday(_ date: String) -> String {
        day(date).map { "\(weekdays[(($0 % 7) + 7) % 7]) \(short(date))" } ?? date
    }

    /// Days since 1970.
    static func day(_ date: String) -> Int? { WallTime(precise: date + "T00:00:00.000Z")?.day() }

    private static func parts(_ date: String) -> (day: Int, month: String, year: Substring)? {
        let fields = date.split(separator: "-")
        guard fields.count == 3, let month = Int(fields[1]), let day = Int(fields[2]), (1...12).contains(month) else {
            return nil
        }
        return (day, months[month - 1], fields[0])
    }
}
