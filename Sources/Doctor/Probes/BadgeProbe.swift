public import Hardware

/// Looks whether badges can be read.
public struct BadgeProbe: Probe {
    private let reader: EvdevBadgeReader?

    public init(_ reader: EvdevBadgeReader?) { self.reader = reader }

    public var checks: [Check] { [.badges] }

    public func run(_ journal: Journal) async {
        await journal.measure(.badges, within: .seconds(5)) { [reader] in
            await Race.onThread { [BadgeFinding(reader)] }
        }
    }
}
