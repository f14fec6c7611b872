import RealtimeSocket
import Testing

@Suite struct SecretTests {
    @Test func `a secret is never printed, also not inside other values`() throws {
        let key = "sk-very-secret"
        let secret = Secret(key)
        let endpoint = try RealtimeEndpoint.openAI(key: secret, model: "m")
        let values: [Any] = [secret, endpoint, endpoint.headers, WebSocketServer.Configuration(bearer: secret)]
        for value in values {
            #expect(!"\(value)".contains(key))
            #expect(!String(reflecting: value).contains(key))
            var dumped = ""
            dump(value, to: &dumped)
            #expect(!dumped.contains(key))
        }
        #expect(secret.reveal() == key)
    }

    @Test(arguments: [
        ("a", "a", true), ("a", "b", false), ("a", "aa", false), ("aa", "a", false), ("", "", true), ("", "a", false),
    ])
    func `a secret matches itself only`(mine: String, theirs: String, same: Bool) {
        #expect(Secret(mine).matches(theirs) == same)
    }

    @Test func `the line feed of a key file is cut off`() { #expect(Secret(" sk-1\r\n").reveal() == "sk-1") }

    @Test func `a header value with a line break is refused`() {
        #expect(throws: SocketError.badHeader(name: "X")) { try HeaderField("X", "a\r\nEvil: 1") }
        #expect(throws: SocketError.badHeader(name: "?")) { try HeaderField("X Y", "a") }
    }
}
