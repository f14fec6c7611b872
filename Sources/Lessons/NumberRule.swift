/// How near a number must come, and in which unit, where an exercise asks for more than a bare whole number.
public struct NumberRule: Sendable, Hashable, Codable {
    /// How far from the expected number an answer may be, either way; 0 is exactly.
    public let tolerance: Double
    /// The ways to say the unit ("centimetres", "cm"); empty where there is none. Another unit is wrong.
    public let units: [String]
    /// Whether an answer without its unit is asked again.
    public let needsUnit: Bool

    public init(tolerance: Double = 0, units: [String] = [], needsUnit: Bool = false) {
        self.tolerance = tolerance
        self.units = units
        self.needsUnit = needsUnit
    }
}
