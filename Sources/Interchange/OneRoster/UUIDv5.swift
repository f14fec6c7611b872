import Crypto
import Foundation

/// The same identifier for the same name, whenever it is made (RFC 9562, section 5.5), so that a repeat updates.
enum UUIDv5 {
    /// Of ours: made once, at random.
    private static let space: [UInt8] = [
        0x6B, 0x1F, 0x0E, 0x52, 0x4D, 0x93, 0x4B, 0x0A, 0x9C, 0x35, 0x21, 0x7E, 0xA8, 0x60, 0xD4, 0x19,
    ]

    static func make(_ name: String) -> String {
        var bytes = Array(Insecure.SHA1.hash(data: Data(space) + Data(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
