extension WallTime {
    /// `2026-03-02T09:00:07.412Z`: UTC, always with three decimals.
    public var precise: String {
        let rest = Int((milliseconds % 1_000 + 1_000) % 1_000)
        return String(description.dropLast()) + "." + WallTime.padded(rest, 3) + "Z"
    }

    /// Reads ``precise``, and nothing else: no other zone, no other number of decimals, no day that there is not.
    public init?(precise text: String) {
        guard let time = StatementText.bytes(of: text, WallTime.time) else { return nil }
        self = time
    }

    private static func time(_ bytes: UnsafeBufferPointer<UInt8>) -> WallTime? {
        let form = "0000-00-00T00:00:00.000Z".utf8
        guard bytes.count == form.count else { return nil }
        for (byte, sign) in zip(bytes, form) {
            guard sign == UInt8(ascii: "0") ? StatementText.isDigit(byte) : byte == sign else { return nil }
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard (1...12).contains(month), hour < 24, minute < 60, second < 60 else { return nil }
        let days = days(year: year, month: month, day: day)
        // A 30 February would be a day of March.
        guard date(day: days) == (year, month, day) else { return nil }
        let seconds = (Int64(days) * 24 + Int64(hour)) * 3_600 + Int64(minute * 60 + second)
        return WallTime(milliseconds: seconds * 1_000 + Int64(number(20..<23)))
    }

    /// Days since 1970 of a Gregorian date, counted in eras of 400 years that begin in March.
    public static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
