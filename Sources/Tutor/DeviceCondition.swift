/// Whether a part of the board works, as the board reports it.
public enum DeviceCondition: Sendable, Hashable, Codable {
    case running
    case lost(String)
}
