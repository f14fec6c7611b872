/// Reads the answer to an upgrade request, byte by byte as it comes. Pure.
///
/// It takes nothing beyond the head of a 101: what follows are the first frames, and the connection may even end in the same
/// packet. That is why NIO's HTTP decoder, which leaves its pipeline a moment later, is not used here.
struct HTTPAnswer: Sendable {
    struct Head: Sendable, Hashable {
        var status: Int
        var headers: [UpgradeRequest.Parameter]

        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    }

    enum Result: Sendable, Hashable {
        case incomplete
        /// The bytes after the head stay for the WebSocket.
        case upgraded(Head, rest: [UInt8])
        case refused(Refusal)
        case notHTTP
    }

    private enum Length: Sendable, Hashable {
        case known(Int)
        case chunked
        case untilEnd
    }

    private enum State: Sendable, Hashable {
        case head
        case body(Head, Length)
    }

    private static let headLimit = 64 << 10
    private static let bodyLimit = 64 << 10

    private var state = State.head
    private var bytes: [UInt8] = []

    mutating func receive(_ more: some Collection<UInt8>) -> Result {
        bytes.append(contentsOf: more)
        switch state {
        case .head: return readHead()
        case .body(let head, let length): return readBody(head, length)
        }
    }

    /// The connection ended, or took too long.
    func end() -> Result {
        switch state {
        case .head: return bytes.isEmpty ? .incomplete : .notHTTP
        case .body(let head, _): return refused(head, bytes)
        }
    }

    private mutating func readHead() -> Result {
        guard bytes.starts(with: Array("HTTP/1.".utf8).prefix(bytes.count)) else { return .notHTTP }
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            return bytes.count > HTTPAnswer.headLimit ? .notHTTP : .incomplete
        }
        guard let head = HTTPAnswer.head(String(decoding: bytes[..<end.lowerBound], as: UTF8.self)) else {
            return .notHTTP
        }
        bytes.removeFirst(end.upperBound)
        switch head.status {
        case 101: return .upgraded(head, rest: bytes)
        case 100..<200:
            // An interim answer: the real one follows.
            return readHead()
        case _: break
        }
        let length: Length
        if head.value("transfer-encoding")?.lowercased().hasSuffix("chunked") == true {
            length = .chunked
        } else {
            length = head.value("content-length").flatMap { Int($0) }.map(Length.known) ?? .untilEnd
        }
        state = .body(head, length)
        return readBody(head, length)
    }

    private func readBody(_ head: Head, _ length: Length) -> Result {
        if bytes.count >= HTTPAnswer.bodyLimit { return refused(head, bytes) }
        switch length {
        case .known(let count):
            return bytes.count < count ? .incomplete : refused(head, Array(bytes.prefix(max(0, count))))
        case .chunked:
            guard let body = HTTPAnswer.unchunked(bytes) else { return .incomplete }
            return refused(head, body)
        case .untilEnd: return .incomplete
        }
    }

    private func refused(_ head: Head, _ body: [UInt8]) -> Result {
        .refused(Refusal(status: head.status, headers: head.headers.map { ($0.name, $0.value) }, body: body))
    }

    private static func head(_ text: String) -> Head? {
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let parts = lines.removeFirst().split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[1].utf8.count == 3, let status = Int(parts[1]), (100...599).contains(status)
        else {
            return nil
        }
        let headers = lines.compactMap { line -> UpgradeRequest.Parameter? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            return .init(name: String(line[..<colon]), value: Secret(String(value)).reveal())
        }
        return Head(status: status, headers: headers)
    }

    /// The content of a chunked body (RFC 9112 section 7.1) that is complete; nil before that.
    private static func unchunked(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes[...]
        var body: [UInt8] = []
        while let line = rest.firstRange(of: Array("\r\n".utf8)) {
            let digits = String(decoding: rest[..<line.lowerBound].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            guard let size = Int(digits, radix: 16), size >= 0 else { return body }
            if size == 0 { return body }
            rest = rest[line.upperBound...]
            guard size <= rest.count, rest.count - size >= 2 else { return nil }
            body.append(contentsOf: rest.prefix(size))
            rest = rest.dropFirst(size + 2)
        }
        return nil
    }
}
