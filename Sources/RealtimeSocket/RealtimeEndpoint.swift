internal import FoundationEssentials

/// Where a Realtime server is, and what the request to it must carry.
public struct RealtimeEndpoint: Sendable, Hashable, CustomStringConvertible {
    public let url: SocketURL
    public let headers: [HeaderField]

    public init(url: SocketURL, headers: [HeaderField] = []) {
        self.url = url
        self.headers = headers
    }

    /// OpenAI: `wss://api.openai.com/v1/realtime?model=…`, without `OpenAI-Beta` (the beta shape is refused since 2026-05-12).
    /// - Parameters:
    ///   - safetyIdentifier: tells one end user from another without naming them (`OpenAI-Safety-Identifier`).
    ///   - base: another region's base, such as `wss://eu.api.openai.com/v1`.
    /// - Throws: `missingKey`, `badURL`, `badHeader`.
    public static func openAI(
        key: Secret, model: String, organization: String? = nil, project: String? = nil,
        safetyIdentifier: String? = nil, base: String = "wss://api.openai.com/v1"
    ) throws(SocketError) -> RealtimeEndpoint {
        guard !key.isEmpty else { throw .missingKey(provider: "openai", setting: "OPENAI_API_KEY") }
        var headers = [try HeaderField("Authorization", "Bearer " + key.reveal())]
        if let organization { headers.append(try HeaderField("OpenAI-Organization", organization)) }
        if let project { headers.append(try HeaderField("OpenAI-Project", project)) }
        if let safetyIdentifier { headers.append(try HeaderField("OpenAI-Safety-Identifier", safetyIdentifier)) }
        let url = try SocketURL(base.droppingLastSlashes + "/realtime")
        return RealtimeEndpoint(url: try modelled(url, model), headers: headers)
    }

    /// Azure's general form: `wss://<resource>.openai.azure.com/openai/v1/realtime?model=<deployment>`, no `api-version`.
    /// - Parameter resource: the resource's name, its host, or its address as the portal shows it.
    /// - Throws: `missingKey`, `badURL`, `badHeader`.
    public static func azure(
        resource: String, deployment: String, key: Secret
    ) throws(SocketError) -> RealtimeEndpoint {
        guard !key.isEmpty else { throw .missingKey(provider: "azure", setting: "AZURE_OPENAI_API_KEY") }
        let given: SocketURL
        if resource.contains("://") {
            given = try SocketURL(resource)
        } else {
            given = try SocketURL("wss://" + (resource.contains(".") ? resource : resource + ".openai.azure.com"))
        }
        let scheme = given.security == .tls ? "wss" : "ws"
        let url = try SocketURL("\(scheme)://\(given.authority)/openai/v1/realtime")
        return RealtimeEndpoint(
            url: try modelled(url, deployment), headers: [try HeaderField("api-key", key.reveal())])
    }

    /// Any server that speaks the protocol; the model is added to the query where the URL names none.
    /// - Throws: `badURL`, `badHeader`.
    public static func url(
        _ text: String, model: String? = nil, key: Secret? = nil, headers: [HeaderField] = []
    ) throws(SocketError) -> RealtimeEndpoint {
        var url = try SocketURL(text)
        if let model, !url.hasQuery("model"), !url.hasQuery("call_id") { url = url.adding(query: "model", model) }
        var headers = headers
        if let key, !key.isEmpty { headers.append(try HeaderField("Authorization", "Bearer " + key.reveal())) }
        return RealtimeEndpoint(url: url, headers: headers)
    }

    /// What this process's environment names: `REALTIME_URL` for any server, OpenAI otherwise, with the key in
    /// `OPENAI_API_KEY`; it is shown to other servers over TLS or on this machine only.
    /// - Throws: `missingKey`, `badURL`, `badHeader`.
    public static func fromEnvironment(model: String = "gpt-realtime-2.1-mini") throws(SocketError) -> RealtimeEndpoint
    {
        let environment = ProcessInfo.processInfo.environment
        let key = Secret(environment["OPENAI_API_KEY"] ?? "")
        guard let address = environment["REALTIME_URL"], !address.isEmpty else {
            return try .openAI(key: key, model: model)
        }
        let url = try SocketURL(address)
        let isSafe = url.security == .tls || ["localhost", "::1"].contains(url.host) || url.host.hasPrefix("127.")
        return try .url(address, model: model, key: isSafe ? key : nil)
    }

    private static func modelled(_ url: SocketURL, _ model: String) throws(SocketError) -> SocketURL {
        guard !model.isEmpty else { throw .badURL("no model is named") }
        return url.adding(query: "model", model)
    }

    public var description: String { url.description }
}

extension String {
    fileprivate var droppingLastSlashes: String {
        var text = self
        while text.last == "/" { text.removeLast() }
        return text
    }
}
