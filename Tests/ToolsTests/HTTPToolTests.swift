import Foundation
import Realtime
import RealtimeSocket
import Synchronization
import Testing
import Tools

/// Against a real server, over real sockets.
@Suite(.serialized) struct HTTPToolTests {
    struct Requester: HTTPRequester {
        let exchange = HTTPExchange()

        func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply {
            let reply = try await exchange.send(
                HTTPRequest(
                    SocketURL(request.url), method: request.method,
                    headers: request.headers.map { try HeaderField($0.name, $0.value) }, body: request.body,
                    timeout: request.timeout, limit: request.mostBytes))
            return HTTPToolReply(status: reply.status, headers: reply.headers, body: reply.body)
        }
    }

    /// Says what it was asked, and does what the path says.
    static let server = """
        import json, sys
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        class Handler(BaseHTTPRequestHandler):
            def do(self):
                size = int(self.headers.get('Content-Length', 0))
                body = self.rfile.read(size).decode()
                part = self.path.split('/')[1].split('?')[0]
                status, headers, answer = 200, {}, json.dumps({'method': self.command, 'path': self.path, 'body': body, 'headers': {k.lower(): v for k, v in self.headers.items()}})
                if part.isdigit():
                    status, headers = int(part), {'Location': self.path.split('to=')[-1].replace('%2F', '/').replace('%3A', ':').replace('%3F', '?').replace('%3D', '=')}
                if part == 'large': answer = 'x' * 5000000
                if part == 'binary': answer = b'\\xff\\xfe'
                if part == 'text': answer = 'plain words'
                if part == 'empty': status, answer = 204, ''
                data = answer if isinstance(answer, bytes) else answer.encode()
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                try: self.wfile.write(data)
                except OSError: pass
            do_GET = do_POST = do_DELETE = do
            def log_message(self, *_): pass
        server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    /// Runs a server for as long as `body` does.
    static func serving(_ command: [String], folder: String = "/", _ body: (String) async throws -> Void) async throws {
        var plan = ChildPlan(command: command, folder: folder)
        plan.network = true
        plan.cpuSeconds = 60
        plan.memoryMiB = 1024
        let child = try await ChildProcess(plan, confinement: .limitsOnly(reason: "a server for a test"))
        let port = try #require(await child.nextLine())
        try await body("127.0.0.1:\(port)")
        await child.terminate(grace: .zero)
    }

    private func serving(_ body: (String) async throws -> Void) async throws {
        try await Self.serving(["python3", "-I", "-c", Self.server], body)
    }

    private func run(
        _ host: String, _ path: String, arguments: String = "{}", key: String = "",
        _ more: (inout HTTPDeclaration) -> Void = { _ in }
    ) async -> JSONValue {
        var request = HTTPDeclaration(url: "http://\(host)\(path)", hosts: [host])
        more(&request)
        let declaration = ToolDeclaration(name: "tool", description: "Asks.", kind: .http(request))
        let site = ToolSite(
            folder: "/", stateFolder: "/", secrets: SecretReader(environment: ["KEY": " s3cret\n"]),
            requester: Requester())
        return JSONValue(
            text: await ToolBox([site.tool(declaration)].compactMap { $0 }).run("tool", arguments: arguments, key: key))
            ?? nil
    }

    @Test func `arguments stand where the templates put them, and nowhere else`() async throws {
        try await serving { host in
            let arguments = #"{"city":"São Paulo/../x?y#z&a=b","days":3,"note":"a \"b\" {c}"}"#
            let report = await run(host, "/echo/{city}/end", arguments: arguments, key: "call-7") {
                $0.method = "POST"
                $0.query = ["days": "{days}", "q": "n {note}", "left": "{missing}"]
                $0.headers = ["X-Days": "{days}"]
                $0.secrets = ["Authorization": .environment("KEY")]
                $0.body = ["days": "{days}", "text": "for {days}: {note}", "gone": "{missing}", "fixed": [1, true]]
            }
            let data = report["data"]
            #expect(
                data?["path"]
                    == "/echo/S%C3%A3o%20Paulo%2F..%2Fx%3Fy%23z%26a%3Db/end?days=3&q=n%20a%20%22b%22%20%7Bc%7D")
            #expect(
                JSONValue(text: data?["body"]?.stringValue ?? "") == [
                    "days": 3, "text": "for 3: a \"b\" {c}", "fixed": [1, true],
                ])
            let headers = data?["headers"]
            #expect(headers?["x-days"] == "3" && headers?["authorization"] == "s3cret")
            #expect(headers?["idempotency-key"] == "call-7" && headers?["content-type"] == "application/json")
        }
    }

    @Test func `an argument makes no header and no other path`() async throws {
        try await serving { host in
            let header = await run(host, "/echo", arguments: #"{"a":"x\r\nX-Evil: 1"}"#) { $0.headers = ["X-A": "{a}"] }
            #expect(header["error"] == "tool failed: `a` has characters that cannot stand in a header")
            for dots in ["..", ".", ""] {
                let path = await run(host, "/echo/{a}/secret", arguments: "{\"a\":\"\(dots)\"}")
                #expect(path["error"] == "tool failed: `a` has characters that cannot stand in an address")
            }
            #expect(await run(host, "/echo/{a}")["error"] == "tool failed: `a` is missing")
        }
    }

    @Test func `redirects are followed within the origin only`() async throws {
        try await serving { host in
            #expect(await run(host, "/302?to=/text")["data"] == "plain words")
            #expect(await run(host, "/301?to=http://\(host)/text")["data"] == "plain words")
            #expect(await run(host, "/307?to=/echo") { $0.method = "POST" }["data"]?["method"] == "POST")
            #expect(
                await run(host, "/302?to=/echo") { $0.method = "POST" }["error"]?.stringValue?.contains(
                    "would make another request of a POST") == true)
            #expect(
                await run(host, "/302?to=http://127.0.0.2:80/")["error"]?.stringValue?.contains("to another origin")
                    == true)
            #expect(await run(host, "/302?to=//evil.example/")["error"]?.stringValue?.contains("redirected") == true)
            #expect(await run(host, "/302?to=/302")["error"]?.stringValue?.contains("more than 3 times") == true)
        }
    }

    @Test func `what cannot be used is told`() async throws {
        try await serving { host in
            #expect(await run(host, "/404")["error"] == "tool failed: 127.0.0.1 answered HTTP 404")
            #expect(await run(host, "/binary")["error"]?.stringValue?.contains("neither JSON nor text") == true)
            #expect(await run(host, "/large")["error"]?.stringValue?.contains("larger than 16384 bytes") == true)
            #expect(await run(host, "/empty")["data"] == ["status": 204])
            #expect(
                await run(host, "/echo") { $0.hosts = ["other"] }["error"]?.stringValue?.contains("does not name")
                    == true)
            let secret = await run(host, "/echo") { $0.secrets = ["X": .environment("NO_KEY")] }
            #expect(secret["error"]?.stringValue?.contains("the variable NO_KEY is not set") == true)
        }
    }

    @Test func `a secret that everyone can read is refused`() throws {
        let path = "/tmp/tutor-secret-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("s3cret\n".utf8).write(to: URL(filePath: path))
        chmod(path, 0o644)
        let reader = SecretReader(environment: [:])
        #expect(throws: SecretReader.Fault.open(.file(path), mode: "0644")) { try reader.read(.file(path)) }
        chmod(path, 0o600)
        #expect(try reader.read(.file(path)) == "s3cret")
        #expect(throws: SecretReader.Fault.missing(.file(path + "x"))) { try reader.read(.file(path + "x")) }
        #expect(throws: SecretReader.Fault.noCredentials(.credential("k"))) { try reader.read(.credential("k")) }
        try Data("a\nb".utf8).write(to: URL(filePath: path))
        #expect(throws: SecretReader.Fault.unfit(.file(path))) { try reader.read(.file(path)) }
    }

    @Test func `a request never shows its headers' values`() {
        let header = HTTPToolRequest.Header(name: "Authorization", value: "s3cret")
        #expect(!"\(header)".contains("s3cret") && !String(reflecting: header).contains("s3cret"))
        var dumped = ""
        dump(header, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }
}
