import Foundation
import Realtime

/// Fetches a token with client credentials: finds out who gives tokens for a server (RFC 9728, RFC 8414), and asks for one
/// (RFC 6749 section 4.4, RFC 8707).
struct MCPGrant: Sendable {
    struct Got: Sendable {
        var token: String
        /// How long it may be shown.
        var lifetime: Duration
        var issuer: String
    }

    let http: any MCPHTTP
    let server: URL
    let id: String
    let secret: MCPSecret

    private struct Giver {
        var issuer: String
        var endpoint: URL
        var takesBasic: Bool
        var scopes: [String]
    }

    /// - Parameters:
    ///   - scopes: to ask for; what the metadata names where there are none.
    ///   - bound: the issuer that the key was shown to before.
    /// - Throws: ``MCPFault/authorization(_:)``, and what the connection throws.
    func token(challenge: MCPChallenge, scopes: [String], bound: String?) async throws -> Got {
        let resource = try await resource(challenge)
        let issuer = resource?.issuers.first ?? MCPOrigin.origin(server)
        let giver = try await giver(issuer)
        if let bound, bound != giver.issuer {
            throw MCPFault.authorization("tokens come from \(giver.issuer) now, and the key was given for \(bound)")
        }
        var form = ["grant_type": "client_credentials", "resource": resource?.name ?? server.absoluteString]
        let scopes = !scopes.isEmpty ? scopes : resource?.scopes ?? giver.scopes
        if !scopes.isEmpty { form["scope"] = scopes.joined(separator: " ") }
        var headers = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        let key = try secret.reveal()
        if giver.takesBasic {
            let pair = MCPGrant.encoded(id) + ":" + MCPGrant.encoded(key)
            headers["Authorization"] = "Basic " + Data(pair.utf8).base64EncodedString()
        } else {
            form["client_id"] = id
            form["client_secret"] = key
        }
        let body = form.sorted { $0.key < $1.key }.map { $0.key + "=" + MCPGrant.encoded($0.value) }
        let reply = try await http.send(
            MCPHTTPRequest(
                "POST", giver.endpoint.absoluteString, headers: headers, body: body.joined(separator: "&")))
        let answer = JSONValue(text: try await reply.text(limit: 64 << 10))
        guard reply.status == 200, let token = answer?["access_token"]?.stringValue,
            answer?["token_type"]?.stringValue?.lowercased() == "bearer"
        else {
            let why = answer?["error"]?.stringValue ?? "HTTP \(reply.status)"
            throw MCPFault.authorization("\(giver.issuer) gives no token (\(why)): check client id, secret and scope")
        }
        let seconds = min(max(answer?["expires_in"]?.doubleValue ?? 300, 0), 86_400)
        return Got(token: token, lifetime: .seconds(seconds - min(60, seconds / 10)), issuer: giver.issuer)
    }

    private struct Resource {
        var name: String
        var issuers: [String]
        var scopes: [String]?
    }

    /// What the server says of itself; nil where it says nothing.
    private func resource(_ challenge: MCPChallenge) async throws -> Resource? {
        var places: [URL] = []
        if let named = challenge.parameters["resource_metadata"].flatMap({ URL(string: $0) }) {
            places = [named]
        } else {
            let path = MCPGrant.path(server)
            places = (path.isEmpty ? [""] : [path, ""]).compactMap {
                MCPGrant.at(server, "/.well-known/oauth-protected-resource" + $0)
            }
        }
        guard let metadata = try await metadata(places) else { return nil }
        guard let name = metadata["resource"]?.stringValue, let covered = URL(string: name),
            MCPGrant.covers(covered, server)
        else {
            throw MCPFault.authorization("its metadata is of another resource than \(server.absoluteString)")
        }
        let issuers = (metadata["authorization_servers"]?.arrayValue ?? []).compactMap(\.stringValue)
        let scopes = metadata["scopes_supported"]?.arrayValue?.compactMap(\.stringValue)
        return Resource(name: name, issuers: issuers, scopes: scopes)
    }

    private func giver(_ issuer: String) async throws -> Giver {
        guard let url = URL(string: issuer), MCPOrigin.isPrivate(url) else {
            throw MCPFault.authorization("the issuer \(issuer) has no https:// address")
        }
        let path = MCPGrant.path(url)
        let places = [
            "/.well-known/oauth-authorization-server" + path, "/.well-known/openid-configuration" + path,
            path + "/.well-known/openid-configuration",
        ].compactMap { MCPGrant.at(url, $0) }
        guard let metadata = try await metadata(places) else {
            throw MCPFault.authorization("the issuer \(issuer) has no metadata (RFC 8414)")
        }
        let said = metadata["issuer"]?.stringValue ?? "nobody"
        guard MCPGrant.trimmed(said) == MCPGrant.trimmed(issuer) else {
            throw MCPFault.authorization("the metadata of \(issuer) names \(said) as its issuer")
        }
        guard let endpoint = metadata["token_endpoint"]?.stringValue.flatMap({ URL(string: $0) }),
            MCPOrigin.isPrivate(endpoint)
        else { throw MCPFault.authorization("the issuer \(issuer) names no https:// address that gives tokens") }
        if let grants = metadata["grant_types_supported"]?.arrayValue, !grants.contains("client_credentials") {
            throw MCPFault.authorization("the issuer \(issuer) gives no tokens for client credentials")
        }
        let methods = metadata["token_endpoint_auth_methods_supported"]?.arrayValue ?? ["client_secret_basic"]
        guard methods.contains("client_secret_basic") || methods.contains("client_secret_post") else {
            throw MCPFault.authorization("the issuer \(issuer) takes no client secret")
        }
        return Giver(
            issuer: said, endpoint: endpoint, takesBasic: methods.contains("client_secret_basic"),
            scopes: [])
    }

    /// The first document that is there.
    private func metadata(_ places: [URL]) async throws -> JSONValue? {
        for place in places {
            guard MCPOrigin.isPrivate(place) else {
                throw MCPFault.authorization("its metadata has no https:// address")
            }
            let reply = try await http.send(
                MCPHTTPRequest("GET", place.absoluteString, headers: ["Accept": "application/json"]))
            let text = try await reply.text(limit: 256 << 10)
            switch reply.status {
            case 200: if let value = JSONValue(text: text), value.objectValue != nil { return value }
            case 429, 500...599:
                throw MCPFault.authorization("\(MCPOrigin.origin(place)) has a problem (HTTP \(reply.status))")
            case _: break
            }
        }
        return nil
    }

    /// Whether a resource is the server, or the part of its host that the server stands in (RFC 8707).
    static func covers(_ resource: URL, _ server: URL) -> Bool {
        let prefix = path(resource)
        let whole = path(server)
        return MCPOrigin.origin(resource) == MCPOrigin.origin(server)
            && (prefix.isEmpty || whole == prefix || whole.hasPrefix(prefix + "/"))
    }

    private static func at(_ url: URL, _ path: String) -> URL? { URL(string: MCPOrigin.origin(url) + path) }

    private static func path(_ url: URL) -> String { trimmed(url.path(percentEncoded: true)) }

    private static func trimmed(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }

    private static func encoded(_ text: String) -> String {
        let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
