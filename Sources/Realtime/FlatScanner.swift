/// Reads a JSON object of plain strings and small whole numbers from front to back.
///
/// Everything it does not expect makes it give up (`nil`), which says nothing about whether the text is right.
struct FlatScanner {
    private let text: UnsafeRawBufferPointer
    private var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = UnsafeRawBufferPointer(text) }

    /// Skips white space and takes the byte if it is the next one.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < text.count, text[index] == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return index == text.count
    }

    /// A string of printable ASCII without escapes, by its bytes.
    mutating func string() -> UnsafeRawBufferPointer? {
        guard take("\"") else { return nil }
        let start = index
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return UnsafeRawBufferPointer(rebasing: text[start..<(index - 1)])
            }
            guard (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\\") else { return nil }
            index += 1
        }
        return nil
    }

    /// The name of a field, and its colon.
    mutating func key() -> UnsafeRawBufferPointer? {
        guard let key = string(), take(":") else { return nil }
        return key
    }

    /// A whole number of at most nine digits.
    mutating func integer() -> Int? {
        skipSpace()
        let start = index
        var value = 0
        while index < text.count, index - start < 9, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) {
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
            index += 1
        }
        let digits = index - start
        guard digits > 0, digits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
        return value
    }

    /// A string in base64, by what it stands for.
    mutating func base64() -> [UInt8]? {
        guard take("\""), let run = Base64.decode(prefixOf: UnsafeRawBufferPointer(rebasing: text[index...])) else {
            return nil
        }
        index += run.letters
        guard index < text.count, text[index] == UInt8(ascii: "\"") else { return nil }
        index += 1
        return run.bytes
    }

    private mutating func skipSpace() {
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
            case _: return
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are those of the text.
    func spell(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index] != text.utf8Start[index] { return false }
        return true
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
