extension RealtimeEndpoint {
    /// The model that the address names, or nil where it names none.
    public var model: String? {
        UpgradeRequest(target: url.target, headers: []).query("model").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A request that only looks at the model, with the endpoint's own key: `GET …/models/MODEL` beside `…/realtime`
    /// (OpenAI API, "Retrieve model"). Nil where the address has another form.
    public func modelRequest(timeout: Duration = .seconds(10)) -> HTTPRequest? {
        guard let model, url.path.hasSuffix("/realtime") else { return nil }
        let path = url.path.dropLast("realtime".count) + "models/" + SocketURL.percentEncoded(model)
        return HTTPRequest(url.at(path: String(path)), method: "GET", headers: headers, timeout: timeout)
    }

    /// What must never be shown: the values of its headers, and the keys in them.
    public var secrets: [Secret] {
        headers.flatMap { field in
            let value = field.value.reveal()
            return [field.value] + value.split(separator: " ").dropFirst().map { Secret(String($0)) }
        }.filter { !$0.isEmpty }
    }
}
