/// A moment by the calendar, in milliseconds since 1970 in UTC. Absent wherever the clock was not known to be set.
public struct WallTime: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Days since 1970 where the clock is that many seconds ahead of UTC.
    public func day(secondsFromGMT: Int = 0) -> Int {
        let seconds = milliseconds.floorDivided(by: 1_000) + Int64(secondsFromGMT)
        return Int(seconds.floorDivided(by: 86_400))
    }

    /// `2026-03-02`
    public var date: String { String(description.prefix(10)) }

    /// `2026-03-02T09:00:07Z`
    public var description: String {
        let seconds = milliseconds.floorDivided(by: 1_000)
        let second = Int(seconds - seconds.floorDivided(by: 86_400) * 86_400)
        let (year, month, day) = WallTime.date(day: self.day())
        guard (0...9_999).contains(year) else {
            let time = [second / 3_600, second / 60 % 60, second % 60].map { WallTime.padded($0, 2) }
            return "\(year)-\(WallTime.padded(month, 2))-\(WallTime.padded(day, 2))T" + time.joined(separator: ":")
                + "Z"
        }
        // Two million of these stand in an export.
        return String(unsafeUninitializedCapacity: 20) { text in
            let parts = [
                (year / 100, "-"), (year % 100, "-"), (month, "-"), (day, "T"), (second / 3_600, ":"),
                (second / 60 % 60, ":"), (second % 60, "Z"),
            ]
            var index = 0
            for (place, (value, sign)) in parts.enumerated() {
                text[index] = UInt8(48 + value / 10)
                text[index + 1] = UInt8(48 + value % 10)
                index += 2
                guard place > 0 else { continue }
                text[index] = sign.utf8.first ?? 0
                index += 1
            }
            return index
        }
    }

    public static func < (left: WallTime, right: WallTime) -> Bool { left.milliseconds < right.milliseconds }

    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The Gregorian date of a day since 1970, counted in eras of 400 years that begin in March.
    public static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = Int(Int64(shifted).floorDivided(by: 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Int64 {
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
