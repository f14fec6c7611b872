import Foundation

/// One server's address: sends requests to it with what they must carry, follows it where it may be followed, and shows a
/// key to nobody else.
struct MCPOrigin: Sendable {
    let http: any MCPHTTP
    let url: URL
    /// Of every request, as the settings name them.
    let headers: [String: String]
    let access: MCPAccess

    private static let mostRedirects = 3

    /// - Throws: ``MCPFault``, and what the connection throws.
    func send(
        _ method: String, headers: [String: String], body: String = "", patience: Duration = .seconds(30)
    ) async throws -> MCPHTTPReply {
        var reply = try await attempt(method, headers, body, patience)
        // Once for who it is, and once for what it may: asking again does not change the answer.
        var answered: Set<Int> = []
        while reply.status == 401 || reply.status == 403, answered.insert(reply.status).inserted {
            let challenge = MCPChallenge(reply.headers["www-authenticate"] ?? "")
            guard try await access.answer(reply.status, challenge, for: url, over: http) else { return reply }
            reply.body.close()
            reply = try await attempt(method, headers, body, patience)
        }
        return reply
    }

    private func attempt(
        _ method: String, _ headers: [String: String], _ body: String, _ patience: Duration
    ) async throws -> MCPHTTPReply {
        var place = url
        for _ in 0...MCPOrigin.mostRedirects {
            var fields = self.headers.merging(headers) { $1 }
            if let value = try await access.header(for: place) { fields["Authorization"] = value }
            let reply = try await http.send(
                MCPHTTPRequest(method, place.absoluteString, headers: fields, body: body, patience: patience))
            guard [301, 302, 303, 307, 308].contains(reply.status) else { return reply }
            reply.body.close()
            let target = reply.headers["location"].flatMap { URL(string: $0, relativeTo: place)?.absoluteURL }
            guard let target, [307, 308].contains(reply.status), MCPOrigin.mayFollow(from: place, to: target) else {
                throw MCPFault.redirected(to: target.map(MCPOrigin.origin) ?? "nowhere")
            }
            place = target
        }
        throw MCPFault.redirected(to: MCPOrigin.origin(place))
    }

    /// Within one origin, or to TLS on the standard ports of the same host.
    static func mayFollow(from place: URL, to target: URL) -> Bool {
        guard target.host()?.lowercased() == place.host()?.lowercased(), target.user() == nil else { return false }
        if origin(place) == origin(target) { return true }
        return place.scheme == "http" && target.scheme == "https" && (place.port ?? 80) == 80
            && (target.port ?? 443) == 443
    }

    /// Scheme, host and port.
    static func origin(_ url: URL) -> String {
        let scheme = url.scheme?.lowercased() ?? ""
        return "\(scheme)://\(url.host()?.lowercased() ?? ""):\(url.port ?? (scheme == "https" ? 443 : 80))"
    }

    /// Whether nobody on the way can read what is sent there.
    static func isPrivate(_ url: URL) -> Bool {
        let host = url.host()?.lowercased() ?? ""
        switch url.scheme?.lowercased() {
        case "https", "wss": return true
        case _:
            let isLoopback = host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
            return isLoopback || ["localhost", "::1", "[::1]"].contains(host)
        }
    }
}
