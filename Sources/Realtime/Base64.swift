/// Base64 with padding and without line breaks (RFC 4648 section 4), fast enough to disappear beside the network.
///
/// Stricter than what is read elsewhere: what it refuses is left to the general path to judge.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The two letters for every 12 bits, in the order of memory on a little-endian machine.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
    }

    /// Marks a letter that is not of the alphabet.
    private static let invalid: UInt32 = 0xFF00_0000

    /// For each place in a group of four, what each letter adds to its three bytes, the first byte being the lowest.
    private static let places: [UInt32] = (0..<4).flatMap { place in
        var table = [UInt32](repeating: invalid, count: 256)
        for (value, letter) in alphabet.enumerated() {
            let group = UInt32(value) << (18 - 6 * UInt32(place))
            table[Int(letter)] = group >> 16 | group & 0xFF00 | (group & 0xFF) << 16
        }
        return table
    }

    static func encodedCount(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Writes `encodedCount(of: bytes.count)` letters.
    static func encode(_ bytes: UnsafeRawBufferPointer, to letters: UnsafeMutableRawPointer) {
        pairs.withUnsafeBufferPointer { pairs in
            guard let pairs = pairs.baseAddress else { return }
            var letters = letters
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let first = UInt64(pairs[Int(word >> 52)])
                let second = UInt64(pairs[Int(word >> 40 & 0xFFF)])
                let third = UInt64(pairs[Int(word >> 28 & 0xFFF)])
                let fourth = UInt64(pairs[Int(word >> 16 & 0xFFF)])
                let group = first | second << 16 | third << 32 | fourth << 48
                letters.storeBytes(of: group.littleEndian, as: UInt64.self)
                letters += 8
                index += 6
            }
            while index < bytes.count {
                let rest = bytes.count - index
                let bits =
                    UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                    | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
                let group = UInt32(pairs[Int(bits >> 12)]) | UInt32(pairs[Int(bits & 0xFFF)]) << 16
                letters.storeBytes(of: group.littleEndian, as: UInt32.self)
                if rest < 3 { letters.storeBytes(of: padding, toByteOffset: 3, as: UInt8.self) }
                if rest < 2 { letters.storeBytes(of: padding, toByteOffset: 2, as: UInt8.self) }
                letters += 4
                index += 3
            }
        }
    }

    /// The bytes of the letters that `text` begins with, and how many letters there are: they end before the first
    /// that is none, or after padding. `nil` if they are no whole number of groups.
    static func decode(prefixOf text: UnsafeRawBufferPointer) -> (bytes: [UInt8], letters: Int)? {
        var letters = 0
        var isWhole = true
        // Whole words are stored, of which the last bytes count for nothing.
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 8) { buffer, count in
            guard let output = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
            places.withUnsafeBufferPointer { places in
                guard let table = places.baseAddress else { return }
                while letters + 8 <= text.count {
                    let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: letters, as: UInt64.self))
                    let low = group(of: UInt32(truncatingIfNeeded: word), table)
                    let high = group(of: UInt32(truncatingIfNeeded: word >> 32), table)
                    guard (low | high) < 1 << 24 else { break }
                    (UInt64(low) | UInt64(high) << 24).littleEndian.store(to: output + count)
                    letters += 8
                    count += 6
                }
                while letters + 4 <= text.count {
                    let word = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: letters, as: UInt32.self))
                    let bits = group(of: word, table)
                    guard bits < 1 << 24 else { break }
                    UInt64(bits).littleEndian.store(to: output + count)
                    letters += 4
                    count += 3
                }
                isWhole = finish(text, &letters, output, &count, table)
            }
        }
        return isWhole ? (bytes, letters) : nil
    }

    @inline(__always)
    private static func group(of word: UInt32, _ table: UnsafePointer<UInt32>) -> UInt32 {
        table[Int(word & 0xFF)] | table[256 + Int(word >> 8 & 0xFF)] | table[512 + Int(word >> 16 & 0xFF)]
            | table[768 + Int(word >> 24)]
    }

    /// Reads a last group with padding. Returns whether there is nothing wrong about it.
    private static func finish(
        _ text: UnsafeRawBufferPointer, _ letters: inout Int, _ output: UnsafeMutableRawPointer, _ count: inout Int,
        _ table: UnsafePointer<UInt32>
    ) -> Bool {
        guard letters < text.count, table[Int(text[letters])] < 1 << 24 else { return true }
        guard letters + 4 <= text.count, text[letters + 3] == padding else { return false }
        let isOneByte = text[letters + 2] == padding
        let bits =
            table[Int(text[letters])] | table[256 + Int(text[letters + 1])]
            | (isOneByte ? 0 : table[512 + Int(text[letters + 2])])
        // The bits that padding leaves over must be zero.
        guard bits < (isOneByte ? 1 << 8 : 1 << 16) else { return false }
        UInt64(bits).littleEndian.store(to: output + count)
        letters += 4
        count += isOneByte ? 1 : 2
        return true
    }
}

extension UInt64 {
    @inline(__always)
    fileprivate func store(to place: UnsafeMutableRawPointer) { place.storeBytes(of: self, as: UInt64.self) }
}
