import RealtimeSocket
import Testing

@Suite struct RealtimeEndpointTests {
    @Test func `OpenAI gets the model in the query and no beta header`() throws {
        let endpoint = try RealtimeEndpoint.openAI(
            key: Secret("k"), model: "gpt-realtime-2.1-mini", organization: "o", project: "p", safetyIdentifier: "s")
        #expect(endpoint.url.description == "wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1-mini")
        #expect(
            endpoint.headers.map { "\($0.name)=\($0.value.reveal())" } == [
                "Authorization=Bearer k", "OpenAI-Organization=o", "OpenAI-Project=p", "OpenAI-Safety-Identifier=s",
            ])
    }

    @Test(arguments: ["school", "school.openai.azure.com", "https://school.openai.azure.com/"])
    func `Azure is found by name, host or address`(resource: String) throws {
        let endpoint = try RealtimeEndpoint.azure(resource: resource, deployment: "my deployment", key: Secret("k"))
        #expect(
            endpoint.url.description == "wss://school.openai.azure.com/openai/v1/realtime?model=my%20deployment")
        #expect(endpoint.headers.map(\.name) == ["api-key"])
    }

    @Test(arguments: [
        ("ws://127.0.0.1:8080/v1/realtime", "ws://127.0.0.1:8080/v1/realtime?model=m"),
        ("ws://h/x?a=1", "ws://h/x?a=1&model=m"),
        ("wss://h/x?model=other", "wss://h/x?model=other"),
        ("wss://h/x?call_id=c", "wss://h/x?call_id=c"),
        ("WSS://Host:443", "wss://host/?model=m"),
        ("ws://[::1]:9/x", "ws://[::1]:9/x?model=m"),
    ])
    func `any address is taken, and the model added where it names none`(given: String, expected: String) throws {
        #expect(try RealtimeEndpoint.url(given, model: "m").url.description == expected)
    }

    @Test(arguments: [
        "", "api.openai.com", "ftp://h/", "ws://", "ws://h:0/", "ws://h:70000/", "ws://h:x/", "ws://u:p@h/",
        "ws://h/ä", "ws://h h/", "ws://[::1/", "ws://[::1]x/", "ws://h/a b", "ws://h\r\n/",
    ])
    func `a wrong address is refused with words`(given: String) {
        #expect { try RealtimeEndpoint.url(given) } throws: { error in
            guard case .badURL(let why) = error as? SocketError else { return false }
            return !why.isEmpty && !why.contains("u:p")
        }
    }

    @Test func `a missing key names its setting`() {
        #expect(throws: SocketError.missingKey(provider: "openai", setting: "OPENAI_API_KEY")) {
            try RealtimeEndpoint.openAI(key: Secret("\n"), model: "m")
        }
    }
}
