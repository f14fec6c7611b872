import Testing

@testable import RealtimeSocket

@Suite struct ProxySettingsTests {
    @Test(
        arguments: [
            ("wss://a.example/", ["https_proxy": "http://p:3128"], "p:3128"),
            ("wss://a.example/", ["HTTPS_PROXY": "p:3128"], "p:3128"),
            ("wss://a.example/", ["ALL_PROXY": "http://p"], "p:80"),
            ("wss://a.example/", ["https_proxy": "", "ALL_PROXY": "http://[::1]:8"], "::1:8"),
            ("ws://a.example/", ["HTTPS_PROXY": "http://p:1"], nil),
            ("ws://a.example/", ["http_proxy": "http://p:1"], "p:1"),
            ("ws://a.example/", ["HTTP_PROXY": "http://p:1"], nil),
            ("wss://localhost/", ["ALL_PROXY": "http://p:1"], nil),
            ("ws://127.0.0.2:9/", ["ALL_PROXY": "http://p:1"], nil),
            ("wss://a.example/", ["ALL_PROXY": "http://p:1", "NO_PROXY": "example"], nil),
            ("wss://a.example/", ["ALL_PROXY": "http://p:1", "no_proxy": "x, .example"], nil),
            ("wss://a.example/", ["ALL_PROXY": "http://p:1", "no_proxy": "*"], nil),
            ("wss://a.example/", ["ALL_PROXY": "http://p:1", "no_proxy": "a.example:8443"], "p:1"),
            ("wss://a.example:8443/", ["ALL_PROXY": "http://p:1", "no_proxy": "a.example:8443"], nil),
            ("wss://ba.example/", ["ALL_PROXY": "http://p:1", "no_proxy": "a.example"], "p:1"),
        ] as [(String, [String: String], String?)])
    func `the environment's proxy is chosen as curl chooses it`(
        url: String, environment: [String: String], expected: String?
    ) throws {
        let proxy = try ProxySettings(environment: environment).proxy(for: SocketURL(url))
        #expect(proxy?.description == expected)
    }

    @Test func `credentials become a basic header and are not printed`() throws {
        let proxy = try Proxy("http://Aladdin:open%20sesame@p:1")
        #expect(proxy.authorization?.reveal() == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        #expect("\(proxy)" == "p:1")
    }

    @Test(arguments: ["socks5://p:1", "https://p:1", "http://", "http://p:x"])
    func `a proxy that cannot be used is refused with words`(text: String) {
        #expect(throws: SocketError.self) { try Proxy(text) }
    }
}
