import Testing

@testable import RealtimeSocket

@Suite struct RequestGateTests {
    private static let upgrade = [
        "Upgrade": "websocket", "Connection": "keep-alive, Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]

    @Test(
        arguments: [
            ("GET", "/other", upgrade, 404, "not_found"),
            ("POST", "/v1/realtime?model=m", upgrade, 405, "method_not_allowed"),
            ("GET", "/v1/realtime", [:], 426, "upgrade_required"),
            ("GET", "/v1/realtime", upgrade.merging(["Sec-WebSocket-Version": "8"]) { $1 }, 426, "upgrade_required"),
            ("GET", "/v1/realtime", upgrade.merging(["Sec-WebSocket-Key": "short"]) { $1 }, 400, "invalid_handshake"),
            ("GET", "/v1/realtime", upgrade, 401, "invalid_api_key"),
            ("GET", "/v1/realtime", upgrade.merging(["Authorization": "Bearer wrong"]) { $1 }, 401, "invalid_api_key"),
            ("GET", "/v1/realtime", upgrade.merging(["Authorization": "key"]) { $1 }, 401, "invalid_api_key"),
        ] as [(String, String, [String: String], Int, String)])
    func `a request that cannot become a WebSocket is told why`(
        method: String, target: String, headers: [String: String], status: Int, code: String
    ) {
        let decision = decide(method, target, headers)
        guard case .refuse(let answer) = decision else { return #expect(Bool(false), "\(decision)") }
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.body.hasPrefix(#"{"error":{"code":"\#(code)","message":""#))
    }

    @Test(arguments: [["Authorization": "bearer key"], ["API-KEY": "key"]])
    func `the right key is let in, by either header`(headers: [String: String]) {
        let headers = RequestGateTests.upgrade.merging(headers) { $1 }
        #expect(decide("GET", "/v1/realtime?model=m", headers) == .accept(subprotocol: nil))
    }

    @Test func `no more connections than allowed`() {
        let headers = RequestGateTests.upgrade.merging(["api-key": "key"]) { $1 }
        guard case .refuse(let answer) = decide("GET", "/v1/realtime", headers, open: 2) else {
            return #expect(Bool(false))
        }
        #expect(answer.status == 503)
    }

    @Test func `the query is decoded`() {
        let request = UpgradeRequest(target: "/p?model=a%20b+c&x=&y&z=1=2", headers: [])
        #expect(request.query("model") == "a b c")
        #expect(request.query("x") == "" && request.query("y") == "" && request.query("z") == "1=2")
        #expect(request.query("w") == nil && request.path == "/p")
    }

    private func decide(
        _ method: String, _ target: String, _ headers: [String: String], open: Int = 0
    ) -> RequestGate.Decision {
        RequestGate(path: "/v1/realtime", bearer: Secret("key"), maximumConnections: 2).decide(
            method: method,
            UpgradeRequest(target: target, headers: headers.map { .init(name: $0.key, value: $0.value) }), open: open)
    }
}
