import Statements

/// ``Origin/local(_:)`` for many moments one after another: a zone is asked once a quarter of an hour, not once a row.
struct SchoolClock {
    /// Zones change at whole quarters of an hour.
    private static let quarter: Int64 = 900_000

    private let origin: Origin
    private var asked: Int64 = .min
    private var ahead: Int64 = 0

    init(_ origin: Origin) { self.origin = origin }

    mutating func local(_ time: WallTime) -> WallTime {
        let quarter = time.milliseconds / SchoolClock.quarter
        if quarter != asked || time.milliseconds < 0 {
            asked = quarter
            ahead = Int64(origin.offset(at: time)) * 1_000
        }
        return WallTime(milliseconds: time.milliseconds + ahead)
    }
}
