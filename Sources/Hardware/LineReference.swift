/// A GPIO line by its offset on the chip, or by the name that the kernel gives it (`gpioinfo` lists both).
///
/// Coded as a plain number or text: `17` or `GPIO17`.
public enum LineReference: Sendable, Hashable, CustomStringConvertible {
    case offset(Int)
    case name(String)

    public var description: String {
        switch self {
        case .offset(let offset): "line \(offset)"
        case .name(let name): "line '\(name)'"
        }
    }
}

extension LineReference: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let offset = try? container.decode(Int.self) {
            self = .offset(offset)
        } else {
            self = .name(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .offset(let offset): try container.encode(offset)
        case .name(let name): try container.encode(name)
        }
    }
}
