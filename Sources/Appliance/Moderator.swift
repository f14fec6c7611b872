import Foundation
public import RealtimeSocket
public import Tutor

/// Judges what the tutor says.
public protocol Moderator: Sendable {
    func judge(_ text: String) async -> Moderation
}

/// A moderation endpoint in the form of OpenAI's (`POST /v1/moderations`, `omni-moderation-latest`).
///
/// Only the tutor's words are shown to it, never the pupil's.
public struct ModerationEndpoint: Moderator {
    private let url: SocketURL
    private let headers: [HeaderField]
    private let exchange: HTTPExchange

    /// - Parameter address: of the endpoint, such as `https://api.openai.com/v1/moderations`.
    /// - Throws: `SocketError` where the address or the key cannot be used.
    public init(address: String, key: Secret?, proxies: ProxySettings = .fromEnvironment) throws(SocketError) {
        url = try SocketURL(address)
        var headers = [try HeaderField("Content-Type", "application/json")]
        if let key, !key.isEmpty { headers.append(try HeaderField("Authorization", "Bearer " + key.reveal())) }
        self.headers = headers
        exchange = HTTPExchange(configuration: .init(proxies: proxies))
    }

    public func judge(_ text: String) async -> Moderation {
        struct Question: Encodable {
            var model = "omni-moderation-latest"
            var input: String
        }
        struct Answer: Decodable {
            struct Result: Decodable {
                var flagged: Bool
                var categories: [String: Bool]
            }
            var results: [Result]
        }
        do {
            let body = try JSONEncoder().encode(Question(input: text))
            let reply = try await exchange.send(
                HTTPRequest(url, headers: headers, body: Array(body), timeout: .seconds(5), limit: 256 << 10))
            guard reply.status == 200 else { return .failed("\(url.host) answered HTTP \(reply.status)") }
            let results = try JSONDecoder().decode(Answer.self, from: Data(reply.body)).results
            let categories = results.filter(\.flagged).flatMap { $0.categories.filter(\.value).keys }
            return results.contains { $0.flagged } ? .flagged(Set(categories).sorted()) : .clean
        } catch let error as SocketError {
            return .failed("\(error)")
        } catch {
            return .failed("\(url.host) answered what is no moderation: \(error)")
        }
    }
}
