import Foundation
import Synchronization

/// A server on loopback that answers each request as a test wants it, and keeps its connections.
final class StoreServer: Sendable {
    struct Request: Sendable {
        /// Which connection it came on, from 1.
        var connection: Int
        /// Such as `POST /xapi/statements HTTP/1.1`, and the headers.
        var head: String
        var body: String

        var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    }

    private struct NotStarted: Error {}

    let port: Int
    private let listener: CInt
    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> String?

    var requests: [Request] { seen.withLock { $0 } }

    /// - Parameter answer: the bytes that are sent back; nil closes the connection without any.
    init(_ answer: @escaping @Sendable (Request) -> String?) throws {
        self.answer = answer
        listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening else { throw NotStarted() }
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread { [self] in
            var number = 0
            while case let client = accept(descriptor, nil, nil), client >= 0 {
                number += 1
                let connection = number
                Thread { [self] in serve(client, connection) }.start()
            }
        }.start()
    }

    func stop() {
        shutdown(listener, CInt(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ client: CInt, _ connection: Int) {
        defer { close(client) }
        var bytes = Data()
        while let request = next(client, connection, &bytes) {
            seen.withLock { $0.append(request) }
            guard let text = answer(request) else { return }
            let isSent = Array(text.utf8).withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) == $0.count
            }
            guard isSent, !text.contains("Connection: close") else { return }
        }
    }

    private func next(_ client: CInt, _ connection: Int, _ bytes: inout Data) -> Request? {
        while true {
            if let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
                if bytes.distance(from: end.upperBound, to: bytes.endIndex) >= length {
                    let body = String(decoding: bytes[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
                    bytes = Data(bytes[(end.upperBound + length)...])
                    return Request(connection: connection, head: head, body: body)
                }
            }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(client, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: piece[..<count])
        }
    }

    /// An answer with its length.
    static func reply(_ status: Int, _ body: String = "", _ headers: String...) -> String {
        "HTTP/1.1 \(status) X\r\n" + headers.map { $0 + "\r\n" }.joined()
            + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
    }
}
