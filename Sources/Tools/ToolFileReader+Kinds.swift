import Lessons
import Realtime
import Yams

extension ToolFileReader {
    /// Nil where anything that the kind needs is missing or wrong.
    mutating func kind(_ owner: Owner, _ values: [String: Node], at node: Node) -> ToolDeclaration.Kind? {
        switch owner {
        case .builtin:
            guard let builtin: BuiltinTool = choice(required("builtin", values, owner, at: node), "builtin") else {
                return nil
            }
            switch builtin {
            case .dictionary: _ = required("words", values, owner, at: node)
            case .calculator, .timer, .dice:
                if let words = values["words"] {
                    nodes.fault("`words` with \(builtin.rawValue)", "it only with builtin: dictionary", at: words)
                }
            }
            return .builtin(builtin)
        case .command:
            guard required("command", values, owner, at: node) != nil else { return nil }
            return .command(command(values, cpu: 5, memory: 256, files: 32))
        case .http: return http(values, at: node).map { ToolDeclaration.Kind.http($0) }
        case .mcp: return server(values, at: node).map { ToolDeclaration.Kind.mcp($0) }
        }
    }

    private mutating func required(_ key: String, _ values: [String: Node], _ owner: Owner, at node: Node) -> Node? {
        if values[key] == nil {
            nodes.fault("a tool of kind \(owner.rawValue) has no `\(key)`", "the key `\(key)`", at: node)
        }
        return values[key]
    }

    private mutating func command(_ values: [String: Node], cpu: Int, memory: Int, files: Int) -> CommandDeclaration {
        let (state, stateName) = state(values["state"])
        return CommandDeclaration(
            command: nodes.texts(
                values["command"], "command", count: ToolFile.Bounds.command, upTo: ToolFile.Bounds.value),
            environment: variables(values["environment"], "environment"),
            secrets: secrets(values["secrets"], isName: ToolFileReader.isVariable, "a variable such as API_KEY"),
            network: flag(values["network"], "network") ?? false, state: state, stateName: stateName,
            cpuSeconds: whole(values["cpu"], "cpu", within: ToolFile.Bounds.cpu) ?? cpu,
            memoryMiB: whole(values["memory"], "memory", within: ToolFile.Bounds.memory) ?? memory,
            files: whole(values["files"], "files", within: ToolFile.Bounds.files) ?? files)
    }

    /// `true`, `false`, or the name of a folder that several tools share.
    private mutating func state(_ node: Node?) -> (Bool, String?) {
        guard let node, let text = nodes.text(node, "state", upTo: ToolFile.Bounds.name) else { return (false, nil) }
        if ["true", "false"].contains(text) { return (text == "true", nil) }
        if !ToolFileReader.isName(text) {
            nodes.fault("`state` is \"\(text)\"", "true, false, or a name that tools share", at: node)
        }
        return (true, text)
    }

    private mutating func variables(_ node: Node?, _ key: String) -> [String: String] {
        var variables: [String: String] = [:]
        for (name, place, value) in nodes.pairs(node, key, count: ToolFile.Bounds.variables) {
            checkVariable(name, key, at: place)
            variables[name] = nodes.text(value, name, upTo: ToolFile.Bounds.value)
        }
        return variables
    }

    private mutating func checkVariable(_ name: String, _ key: String, at node: Node) {
        if !ToolFileReader.isVariable(name) || ["PATH", "TUTOR_STATE", SpawnedChild.markName].contains(name)
            || name.hasPrefix("LD_")
        {
            nodes.fault(
                "the variable \"\(name.prefix(40))\" in `\(key)`",
                "a name such as API_KEY, that the tutor does not set", at: node)
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                case _: false
                }
            }
    }

    private mutating func secrets(
        _ node: Node?, isName: (String) -> Bool, _ expected: String
    ) -> [String: SecretReference] {
        var secrets: [String: SecretReference] = [:]
        for (name, key, value) in nodes.pairs(node, "secrets", count: ToolFile.Bounds.variables) {
            if !isName(name) { nodes.fault("the name \"\(name.prefix(40))\" in `secrets`", expected, at: key) }
            secrets[name] = reference(value, name)
        }
        return secrets
    }

    /// Where a secret stands. Its own value is never repeated in a fault: it may be a secret after all.
    private mutating func reference(_ node: Node, _ key: String) -> SecretReference? {
        guard let text = nodes.text(node, key, upTo: 500) else { return nil }
        if let reference = SecretReference(text) { return reference }
        nodes.fault(
            "the secret `\(key.prefix(64))` is not a reference", "\"env:NAME\", \"file:/path\" or \"credential:name\"",
            at: node)
        return nil
    }

    private mutating func http(_ values: [String: Node], at node: Node) -> HTTPDeclaration? {
        let given = required("url", values, .http, at: node)
        let url = nodes.text(given, "url", upTo: ToolFile.Bounds.address)
        guard required("hosts", values, .http, at: node) != nil else { return nil }
        let hosts = nodes.texts(values["hosts"], "hosts", count: ToolFile.Bounds.hosts, upTo: 260)
        if let node = values["hosts"] {
            for host in hosts where WebOrigin(authority: host, scheme: "http") == nil {
                nodes.fault("the host \"\(host)\"", "a name or address, such as 127.0.0.1:8099", at: node)
            }
        }
        if let url, let given { check(url, hosts, at: given) }
        let method = nodes.text(values["method"], "method", upTo: 10) ?? "GET"
        if let node = values["method"], !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(method) {
            nodes.fault("`method` is \"\(method)\"", "GET, POST, PUT, PATCH or DELETE", at: node)
        }
        if let body = values["body"], method == "GET" { nodes.fault("`body` with GET", "method: POST", at: body) }
        var query: [String: String] = [:]
        for (name, _, value) in nodes.pairs(values["query"], "query", count: ToolFile.Bounds.variables) {
            query[name] = template(value, name)
        }
        let headers = headers(values["headers"])
        let secrets = secrets(
            values["secrets"], isName: ToolFileReader.isHeader, "a header such as Authorization")
        var body: JSONValue?
        if let node = values["body"] {
            var parts = ToolFile.Bounds.values
            body = value(node, "body", depth: 0, parts: &parts)
        }
        guard let url else { return nil }
        return HTTPDeclaration(
            method: method, url: url, query: query, headers: headers, secrets: secrets, body: body, hosts: hosts)
    }

    private mutating func check(_ url: String, _ hosts: [String], at node: Node) {
        guard let address = WebAddress(url), (try? ToolTemplate(url)) != nil else {
            nodes.fault(
                "`url` is \"\(url.prefix(80))\"", "an address such as http://127.0.0.1:8099/weather/{city}", at: node)
            return
        }
        if address.origin.text.contains("{") {
            nodes.fault("a {parameter} in the host of `url`", "it in the path or the query", at: node)
        } else if !hosts.isEmpty, !hosts.contains(where: { address.origin.isAllowed(by: $0) }) {
            nodes.fault("`url` is of \(address.origin.authority)", "that in `hosts`", at: node)
        }
    }

    private mutating func headers(_ node: Node?) -> [String: String] {
        var headers: [String: String] = [:]
        for (name, key, value) in nodes.pairs(node, "headers", count: ToolFile.Bounds.variables) {
            if !ToolFileReader.isHeader(name) {
                nodes.fault(
                    "the header \"\(name.prefix(40))\"",
                    "a name such as Accept-Language, not Host, Content-Length or Connection", at: key)
            }
            if ["authorization", "cookie", "proxy-authorization"].contains(name.lowercased()) {
                nodes.fault("the header `\(name)` in the file", "it under `secrets`, by reference", at: key)
            }
            headers[name] = template(value, name)
        }
        return headers
    }

    private static func isHeader(_ name: String) -> Bool {
        let taken = ["host", "content-length", "connection", "transfer-encoding", "upgrade"]
        return !name.isEmpty && name.utf8.count <= 64 && !taken.contains(name.lowercased())
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                case _: false
                }
            }
    }

    private mutating func template(_ node: Node, _ key: String) -> String? {
        guard let text = nodes.text(node, key, upTo: ToolFile.Bounds.value) else { return nil }
        if (try? ToolTemplate(text)) == nil {
            nodes.fault("`\(key.prefix(64))` has a brace that is no {parameter}", "{parameter}", at: node)
        }
        return text
    }

    private enum Transport: String, CaseIterable { case stdio, http, websocket, hosted }

    private mutating func server(_ values: [String: Node], at node: Node) -> MCPServerDeclaration? {
        guard let transport: Transport = choice(required("transport", values, .mcp, at: node), "transport") else {
            return nil
        }
        let ofPrograms = ["command", "environment", "secrets", "network", "state", "cpu", "memory", "files"]
        let foreign: [String]
        switch transport {
        case .stdio: foreign = ["url", "headers", "authorization"]
        case .http, .websocket, .hosted: foreign = ofPrograms
        }
        for key in foreign {
            if let node = values[key] {
                nodes.fault(
                    "`\(key)` with transport \(transport.rawValue)",
                    "it only with \(transport == .stdio ? "an address" : "stdio")", at: node)
            }
        }
        let carried: MCPServerDeclaration.Transport
        switch transport {
        case .stdio:
            guard required("command", values, .mcp, at: node) != nil else { return nil }
            carried = .stdio(command(values, cpu: 600, memory: 512, files: 64))
        case .http, .websocket, .hosted:
            guard let given = required("url", values, .mcp, at: node),
                let url = nodes.text(given, "url", upTo: ToolFile.Bounds.address)
            else { return nil }
            let schemes = transport == .websocket ? ["ws", "wss"] : ["http", "https"]
            if WebAddress(url).map({ schemes.contains($0.origin.scheme) }) != true || url.contains("{") {
                nodes.fault(
                    "`url` is \"\(url.prefix(80))\"",
                    "an address that begins with \(schemes.joined(separator: ":// or "))://", at: given)
            }
            switch transport {
            case .http, .stdio: carried = .http(url: url)
            case .websocket: carried = .webSocket(url: url)
            case .hosted: carried = .hosted(url: url)
            }
        }
        return MCPServerDeclaration(
            transport: carried, headers: headers(values["headers"]),
            authorization: authorization(values["authorization"]))
    }

    private mutating func authorization(_ node: Node?) -> MCPServerDeclaration.Authorization {
        guard let node else { return .none }
        let values = nodes.keys(
            of: node, in: "authorization", known: ["bearer", "client_id", "client_secret", "scope"], required: [])
        if let bearer = values["bearer"] {
            for key in ["client_id", "client_secret", "scope"] {
                if let other = values[key] { nodes.fault("`\(key)` beside `bearer`", "one or the other", at: other) }
            }
            return reference(bearer, "bearer").map { .bearer($0) } ?? .none
        }
        guard let id = values["client_id"], let secret = values["client_secret"] else {
            nodes.fault("`authorization` is not complete", "bearer, or client_id and client_secret", at: node)
            return .none
        }
        guard let id = nodes.text(id, "client_id", upTo: 200), let secret = reference(secret, "client_secret") else {
            return .none
        }
        return .clientCredentials(id: id, secret: secret, scope: nodes.text(values["scope"], "scope", upTo: 200))
    }
}
