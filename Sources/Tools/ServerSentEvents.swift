/// Reads server-sent events from bytes as they come (WHATWG HTML, section 9.2). Pure.
struct ServerSentEvents: Sendable {
    struct Event: Sendable, Hashable {
        /// Empty for an event that only tells an id.
        var data: String
        /// The last id that the stream told.
        var id: String?
    }

    /// An event is larger than is taken in.
    struct TooLarge: Error { var limit: Int }

    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var hasID = false
    private var endedWithCR = false
    private var isFirst = true
    private(set) var lastID: String?
    /// How long the server asks to wait before the stream is opened again (ms).
    private(set) var retryMilliseconds: Int?

    /// - Parameter limit: bytes of one event.
    init(limit: Int = 1 << 20) { self.limit = limit }

    /// - Throws: ``TooLarge``.
    mutating func receive(_ bytes: [UInt8]) throws(TooLarge) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n") where endedWithCR: endedWithCR = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedWithCR = byte == UInt8(ascii: "\r")
                if let event = try endLine() { events.append(event) }
            case _:
                endedWithCR = false
                line.append(byte)
                guard line.count <= limit else { throw TooLarge(limit: limit) }
            }
        }
        return events
    }

    private mutating func endLine() throws(TooLarge) -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirst = false
        guard !line.isEmpty else {
            defer {
                data = []
                hasData = false
                hasID = false
            }
            // An id without data is told too: it primes a stream that can be taken up again.
            guard hasData || hasID else { return nil }
            return Event(data: String(decoding: data, as: UTF8.self), id: lastID)
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data":
            if hasData { data.append(UInt8(ascii: "\n")) }
            hasData = true
            data += value
            guard data.count <= limit else { throw TooLarge(limit: limit) }
        case "id" where !value.contains(0):
            lastID = String(decoding: value, as: UTF8.self)
            hasID = true
        case "retry": retryMilliseconds = Int(String(decoding: value, as: UTF8.self)) ?? retryMilliseconds
        case _: break
        }
        return nil
    }
}
