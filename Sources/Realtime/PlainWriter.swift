/// Writes JSON of which every string is thought to need no escapes, and finds out if one does.
struct PlainWriter {
    private let room: UnsafeMutableRawBufferPointer
    private var count = 0
    private var isPlain = true

    /// The text that `body` writes; `nil` if a string in it needs escapes, or if it does not fit.
    static func text(capacity: Int, _ body: (inout PlainWriter) -> Void) -> [UInt8]? {
        var isPlain = true
        let json = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var writer = PlainWriter(room: UnsafeMutableRawBufferPointer(buffer))
            body(&writer)
            count = writer.count
            isPlain = writer.isPlain
        }
        return isPlain ? json : nil
    }

    private init(room: UnsafeMutableRawBufferPointer) { self.room = room }

    mutating func write(_ text: StaticString) {
        write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func write(plain text: String) {
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes
            where !(0x20..<0x7F).contains(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                isPlain = false
            }
            write(UnsafeRawBufferPointer(bytes))
        }
    }

    mutating func write(number: Int) { write(plain: String(number)) }

    mutating func write(base64 bytes: [UInt8]) {
        guard let place = take(Base64.encodedCount(of: bytes.count)) else { return }
        bytes.withUnsafeBytes { Base64.encode($0, to: place) }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, let place = take(bytes.count) else { return }
        place.copyMemory(from: source, byteCount: bytes.count)
    }

    private mutating func take(_ length: Int) -> UnsafeMutableRawPointer? {
        guard let start = room.baseAddress, room.count - count >= length else {
            isPlain = false
            return nil
        }
        defer { count += length }
        return start + count
    }
}
