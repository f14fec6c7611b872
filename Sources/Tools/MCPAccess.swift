public import Foundation

/// A key of a server: read anew each time it is used, and never printed.
public struct MCPSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let value: @Sendable () throws -> String

    /// - Parameter value: reads it where it stands.
    public init(_ value: @escaping @Sendable () throws -> String) { self.value = value }

    func reveal() throws -> String { try value() }

    public var description: String { "hidden" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a client shows that it may use a server.
public enum MCPAuthorization: Sendable {
    case none
    case bearer(MCPSecret)
    /// OAuth 2.1 client credentials: there is no browser on the box.
    case clientCredentials(id: String, secret: MCPSecret, scope: String?)
}

/// Holds what opens one server: a key as it is, or tokens that are fetched with it.
actor MCPAccess {
    private enum Standing {
        case none
        case token(MCPToken)
    }

    private let authorization: MCPAuthorization
    private let server: URL
    private let now: @Sendable () -> Duration
    private var standing = Standing.none
    /// Which server the tokens come from: the key was given for that one, and is shown to no other.
    private var issuer: String?
    private var scopes: [String] = []

    /// - Parameter now: time that only goes forward.
    init(_ authorization: MCPAuthorization, to server: URL, now: (@Sendable () -> Duration)? = nil) {
        self.authorization = authorization
        self.server = server
        let start = ContinuousClock().now
        self.now = now ?? { start.duration(to: .now) }
        switch authorization {
        case .clientCredentials(_, _, let scope): scopes = MCPChallenge.words(scope ?? "")
        case .none, .bearer: break
        }
    }

    /// The value of `Authorization`, where there is one to show.
    /// - Throws: ``MCPFault/unsafe(host:)``, and what reading the key throws.
    func header(for place: URL) throws -> String? {
        let token: String
        switch (authorization, standing) {
        case (.none, _): return nil
        case (.bearer(let secret), _): token = try secret.reveal()
        case (.clientCredentials, .token(let held)) where held.expires > now(): token = held.text
        case (.clientCredentials, _): return nil
        }
        guard MCPOrigin.isPrivate(place) else { throw MCPFault.unsafe(host: place.host() ?? "?") }
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw MCPFault.authorization("its key is empty, or has characters that no key has")
        }
        return "Bearer " + token
    }

    /// What can be done about a refusal: true when the request is to be sent once more.
    /// - Throws: ``MCPFault/authorization(_:)``, and what the connection throws.
    func answer(
        _ status: Int, _ challenge: MCPChallenge, for place: URL, over http: any MCPHTTP
    ) async throws -> Bool {
        switch authorization {
        case .none, .bearer: return false
        case .clientCredentials(let id, let secret, _):
            let wanted = MCPChallenge.words(challenge.parameters["scope"] ?? "")
            if status == 403 {
                // Once for the same want: more rights are not got by asking again.
                guard challenge.parameters["error"] == "insufficient_scope", !Set(wanted).isSubset(of: scopes) else {
                    return false
                }
            }
            scopes += wanted.filter { !scopes.contains($0) }
            let grant = MCPGrant(http: http, server: server, id: id, secret: secret)
            let got = try await grant.token(challenge: challenge, scopes: scopes, bound: issuer)
            issuer = got.issuer
            standing = .token(MCPToken(text: got.token, expires: now() + got.lifetime))
            return true
        }
    }
}

/// A token for one server.
struct MCPToken: Sendable {
    var text: String
    /// When it is not shown any more: somewhat before the server takes it no longer.
    var expires: Duration
}

/// What a server says with a refusal (`WWW-Authenticate`, RFC 9110 section 11.6.1): the parameters of `Bearer`.
struct MCPChallenge: Sendable, Hashable {
    private(set) var parameters: [String: String] = [:]

    init(_ header: String) {
        guard let start = header.range(of: "bearer", options: .caseInsensitive) else { return }
        var rest = header[start.upperBound...]
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].split { $0 == "," || $0.isWhitespace }.last.map { $0.lowercased() } ?? ""
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let next = rest.first {
                    rest = rest.dropFirst()
                    if next == "\"" { break }
                    if next == "\\", let escaped = rest.first {
                        value.append(escaped)
                        rest = rest.dropFirst()
                    } else {
                        value.append(next)
                    }
                }
            } else {
                let end = rest.firstIndex { $0 == "," || $0.isWhitespace } ?? rest.endIndex
                value = String(rest[..<end])
                rest = rest[end...]
            }
            if parameters[name] == nil { parameters[name] = value }
        }
    }

    static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

extension MCPAuthorization {
    /// The value of `Authorization` for a connection that shows a key once, when it is opened (WebSocket); nil shows none.
    /// - Throws: ``MCPFault``: the line can be read by others, or this kind of access needs HTTP.
    public func header(forOpening url: URL) throws -> String? {
        switch self {
        case .none: return nil
        case .bearer(let secret):
            guard MCPOrigin.isPrivate(url) else { throw MCPFault.unsafe(host: url.host() ?? "?") }
            return "Bearer " + (try secret.reveal())
        case .clientCredentials:
            throw MCPFault.authorization("client credentials are for http:// and https:// addresses")
        }
    }
}
