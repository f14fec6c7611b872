import Glibc

/// How loud a loudspeaker is as people hear it: 0 is silent, 1 the loudest that it can, and half of it sounds half as
/// loud.
///
/// The curve is that of alsamixer (its `volume_mapping.c`): 60 dB a decade, so that an amplitude is the cube of it.
public struct Loudness: Sendable, Hashable, Comparable {
    /// 0 to 1.
    public let fraction: Double

    public static let silent = Loudness(percent: 0)
    public static let full = Loudness(percent: 100)

    /// - Parameters:
    ///   - percent: 0 to 100, of the ceiling; what is outside of that is clamped.
    ///   - ceilingPercent: what 100 means, 0 to 100, of what the loudspeaker could.
    public init(percent: Int, ceilingPercent: Int = 100) {
        fraction = Double(min(100, max(0, percent))) / 100 * Double(min(100, max(0, ceilingPercent))) / 100
    }

    /// What samples are multiplied with, 0 to 1.
    public var gain: Double { fraction * fraction * fraction }

    /// The setting of a mixer control whose range is known.
    ///
    /// A range of 24 dB or less is used evenly, as alsamixer does: it is too small to be heard as a curve.
    /// - Parameters:
    ///   - lowest: where the control is lowest (dB); below -1000 it mutes there.
    ///   - highest: where it is highest (dB).
    /// - Returns: dB, from `lowest` to `highest`.
    public func decibels(from lowest: Double, to highest: Double) -> Double {
        guard highest > lowest else { return highest }
        if highest - lowest <= 24 { return lowest + fraction * (highest - lowest) }
        // A control that does not reach silence has the rest of the curve cut off below.
        let floor = lowest < -1_000 ? 0 : pow(10, (lowest - highest) / 60)
        let value = fraction * (1 - floor) + floor
        return value > 0 ? max(lowest, highest + 60 * log10(value)) : lowest
    }

    public static func < (lhs: Loudness, rhs: Loudness) -> Bool { lhs.fraction < rhs.fraction }
}
