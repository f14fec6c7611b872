import Testing

@testable import RealtimeSocket

@Suite struct HTTPAnswerTests {
    private static let upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade:  websocket \r\nX: \r\n\r\nframes"
    private static let known = "HTTP/1.1 401 No\r\nContent-Length: 5\r\n\r\nhello"
    private static let chunked =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n"

    @Test(arguments: 1...60)
    func `however the bytes are cut, the answer is the same`(size: Int) {
        guard case .upgraded(let head, let rest) = read(HTTPAnswerTests.upgrade, in: size).last else {
            return #expect(Bool(false))
        }
        #expect(head.status == 101 && head.value("upgrade") == "websocket" && head.value("x") == "")
        #expect(Array("frames".utf8).starts(with: rest))
        #expect(read(HTTPAnswerTests.known, in: size).last == .refused(Refusal(status: 401, message: "hello")))
        #expect(read(HTTPAnswerTests.chunked, in: size).last == .refused(Refusal(status: 503, message: "hello")))
    }

    @Test(arguments: ["SSH-2.0", "HTTP/2 200\r\n\r\n", "HTTP/1.1 abc x\r\n\r\n", "HTTP/1.1\r\n\r\n", "\0"])
    func `what is not HTTP is told at once`(text: String) {
        #expect(read(text, in: 1000) == [.notHTTP])
    }

    @Test func `the end of the connection ends a body without a length`() {
        var answer = HTTPAnswer()
        #expect(answer.end() == .incomplete)
        #expect(answer.receive(Array("HTTP/1.0 502 Bad\r\n\r\ngate".utf8)) == .incomplete)
        #expect(answer.end() == .refused(Refusal(status: 502, message: "gate")))
    }

    @Test func `a head or a body without an end is bounded`() {
        var answer = HTTPAnswer()
        #expect(answer.receive(Array("HTTP/1.1 200 OK\r\nX: ".utf8)) == .incomplete)
        #expect(answer.receive([UInt8](repeating: 97, count: 70_000)) == .notHTTP)
        answer = HTTPAnswer()
        #expect(answer.receive(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)) == .incomplete)
        guard case .refused = answer.receive([UInt8](repeating: 97, count: 70_000)) else {
            return #expect(Bool(false))
        }
    }

    private func read(_ text: String, in size: Int) -> [HTTPAnswer.Result] {
        var answer = HTTPAnswer()
        var rest = Array(text.utf8)[...]
        var results: [HTTPAnswer.Result] = []
        while !rest.isEmpty {
            let result = answer.receive(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            if result != .incomplete { return results + [result] }
        }
        results.append(answer.end())
        return results
    }
}
