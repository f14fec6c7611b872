/// When what is done once a day is due: at first, on another day of the calendar, and after a day of the machine's own time
/// where no calendar is known.
public struct DailyRound: Sendable, Hashable {
    private struct Round: Hashable {
        var today: Int?
        var time: Duration
    }

    private var last: Round?

    public init() {}

    /// - Parameters:
    ///   - today: by the calendar (days since 1970); nil while it is not known.
    ///   - time: since the boot.
    /// - Returns: whether it is due; it counts as done then.
    public mutating func begin(today: Int?, at time: Duration) -> Bool {
        let isDue =
            switch (last, today) {
            case (nil, _): true
            // What needs a calendar was not done yet.
            case (let last?, let today?): last.today != today
            case (let last?, nil): time - last.time >= .seconds(86_400)
            }
        if isDue { last = Round(today: today ?? last?.today, time: time) }
        return isDue
    }
}
