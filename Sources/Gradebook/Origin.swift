public import Foundation
public import Statements

/// Where statements come from: what makes a box's records its school's.
public struct Origin: Sendable, Hashable {
    /// What all identifiers begin with: an absolute IRI of the school's, without a slash at its end.
    public var home: String
    /// What the box is called in its statements; nil takes the random name that its gradebook was given.
    public var device: String?
    /// The program and its version.
    public var platform: String
    /// Days are counted by the school's clock.
    public var zone: TimeZone

    public init(
        home: String = "https://tutor-kiosk.example/xapi", device: String? = nil, platform: String = "tutor-kiosk",
        zone: TimeZone = .current
    ) {
        self.home = home
        self.device = device
        self.platform = platform
        self.zone = zone
    }

    /// Seconds that the school's clock is ahead of UTC at a moment.
    public func offset(at time: WallTime) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000))
    }

    /// What the school's clock shows at a moment, written as if it were UTC.
    public func local(_ time: WallTime) -> WallTime {
        WallTime(milliseconds: time.milliseconds + Int64(offset(at: time)) * 1_000)
    }

    /// The moment at which the school's clock shows `local`, written as if it were UTC: the inverse of ``local(_:)``.
    public func moment(_ local: WallTime) -> WallTime {
        // First by the offset of that time in Greenwich, which may be of the other side of a change of the clocks.
        let near = WallTime(milliseconds: local.milliseconds - Int64(offset(at: local)) * 1_000)
        return WallTime(milliseconds: local.milliseconds - Int64(offset(at: near)) * 1_000)
    }

    /// The school's day: days since 1970 by the local date.
    public func day(of time: WallTime) -> Int { time.day(secondsFromGMT: offset(at: time)) }
}
