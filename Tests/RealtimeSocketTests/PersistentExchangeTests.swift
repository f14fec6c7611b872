import Synchronization
import Testing

@testable import RealtimeSocket

/// Requests that follow each other, to servers that keep a connection or do not.
@Suite(.timeLimit(.minutes(1))) struct PersistentExchangeTests {
    /// What a server saw: which connection each request came on.
    private final class Log: Sendable {
        private let numbers = Mutex<[Int]>([])
        var connections: [Int] { numbers.withLock { $0 } }
        func note(_ number: Int) { numbers.withLock { $0.append(number) } }
    }

    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private func get(_ port: Int, _ exchange: PersistentExchange) async throws -> HTTPReply {
        try await exchange.send(HTTPRequest(SocketURL("http://127.0.0.1:\(port)/"), method: "GET"))
    }

    /// Answers whatever comes, on and on.
    private static func serve(_ client: inout RawServer.Client, _ number: Int, _ log: Log) async throws {
        while try await !client.head().isEmpty {
            log.note(number)
            try await client.send(answer)
        }
    }

    @Test func `requests that follow each other share a connection`() async throws {
        let log = Log()
        try await RawServer.run {
            try await Self.serve(&$0, $1, log)
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            for _ in 0..<3 {
                let reply = try await get(port, exchange)
                #expect(reply.body == Array("ok".utf8))
            }
        }
        #expect(log.connections == [1, 1, 1])
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
    ]) func `a server that does not keep it gets a new one`(answer: String) async throws {
        let log = Log()
        try await RawServer.run { client, number in
            _ = try await client.head()
            log.note(number)
            try await client.send(answer)
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            for _ in 0..<2 {
                let reply = try await get(port, exchange)
                #expect(reply.body == Array("ok".utf8))
            }
        }
        #expect(log.connections == [1, 2])
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"])
    func `a request that got no whole answer is not sent again`(answer: String) async throws {
        let log = Log()
        try await RawServer.run { client, number in
            _ = try await client.head()
            log.note(number)
            guard number == 1 else { return try await client.send(Self.answer) }
            try await client.send(Self.answer)
            _ = try await client.head()
            log.note(number)
            if !answer.isEmpty { try await client.send(answer) }
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            _ = try await get(port, exchange)
            await #expect(throws: SocketError.self) { _ = try await get(port, exchange) }
            #expect(log.connections == [1, 1])
            // The next one is another question.
            #expect(try await get(port, exchange).status == 200)
        }
        #expect(log.connections == [1, 1, 2])
    }

    @Test func `a connection that nothing is asked on is closed`() async throws {
        let log = Log()
        let (ends, end) = AsyncStream.makeStream(of: Int.self)
        try await RawServer.run { client, number in
            try await Self.serve(&client, number, log)
            end.yield(number)
        } _: { port in
            let exchange = PersistentExchange(idle: .milliseconds(20))
            _ = try await get(port, exchange)
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == 1)
            _ = try await get(port, exchange)
        }
        #expect(log.connections == [1, 2])
    }

    @Test func `an answer that nobody asked for is not taken for that of the next request`() async throws {
        try await RawServer.run { client, number in
            _ = try await client.head()
            guard number == 1 else { return try await client.send(Self.answer) }
            try await client.send(Self.answer + "HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n")
            _ = try await client.rest()
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            for _ in 0..<2 {
                let reply = try await get(port, exchange)
                #expect(reply.status == 200)
            }
        }
    }

    @Test func `after an answer that came before all was read, the connection is not used again`() async throws {
        let log = Log()
        try await RawServer.run { client, number in
            _ = try await client.head()
            log.note(number)
            try await client.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
            _ = try await client.rest()
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            let large = HTTPRequest(
                try SocketURL("http://127.0.0.1:\(port)/"), body: Array(repeating: 0, count: 16 << 20))
            #expect(try await exchange.send(large).status == 413)
            #expect(try await get(port, exchange).status == 413)
        }
        #expect(log.connections == [1, 2])
    }

    @Test func `a connection to one server is not used for another`() async throws {
        let log = Log()
        try await RawServer.run {
            try await Self.serve(&$0, $1, log)
        } _: { port in
            let exchange = PersistentExchange(idle: .seconds(30))
            _ = try await get(port, exchange)
            let other = try SocketURL("http://localhost:\(port)/")
            #expect(try await exchange.send(HTTPRequest(other, method: "GET")).status == 200)
        }
        #expect(log.connections == [1, 2])
    }
}
