import Foundation
import Testing

@testable import RealtimeSocket

/// Against python's `websockets`, in both roles. `TUTOR_PYTHON` names a python that has the package.
@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(
        if: ProcessInfo.processInfo.environment["TUTOR_PYTHON"] != nil,
        "set TUTOR_PYTHON to a python with the websockets package"))
struct PythonPeerTests {
    /// A running script. Its end is awaited by its handler: `waitUntilExit` wants the thread that started it.
    private struct Script {
        private let process = Process()
        private let output = Pipe()
        private let ends = Mailbox<Int32>(capacity: 1)

        init(_ name: String, _ arguments: [String] = []) throws {
            let peers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("peers")
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            let interpreter = ProcessInfo.processInfo.environment["TUTOR_PYTHON"] ?? "python3"
            process.arguments = [interpreter, peers.appendingPathComponent(name).path] + arguments
            process.standardOutput = output
            process.terminationHandler = { [ends] in ends.push($0.terminationStatus) }
            try process.run()
        }

        /// All that it prints until its end.
        func text() async -> String {
            let output = output.fileHandleForReading
            let text = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: output.readDataToEndOfFile()) }
            }
            _ = await ends.next()
            return String(decoding: text, as: UTF8.self)
        }

        /// The first that it prints.
        func line() async -> String {
            let output = output.fileHandleForReading
            let text = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: output.availableData) }
            }
            return String(decoding: text, as: UTF8.self)
        }

        func stop() async {
            // Not SIGTERM: the threads of a test run block it, and a child inherits that.
            kill(process.processIdentifier, SIGKILL)
            _ = await ends.next()
        }
    }

    @Test func `a python client finds our server to be what it should be`() async throws {
        let server = WebSocketServer.Configuration(bearer: Secret("key"))
        let output = try await serving(with: server) { peer in
            for await message in peer.messages {
                switch message {
                case .text("close me"): peer.close(.goingAway, reason: "asked")
                case .text(let text): try? await peer.send(text)
                case .binary(let bytes): try? await peer.send("no binary: \(bytes)")
                case .closed: return
                }
            }
        } _: { port in
            try await Script("client.py", ["ws://127.0.0.1:\(port)/v1/realtime"]).text()
        }
        #expect(
            output.split(separator: "\n") == [
                "open 101", "echo True", "parts in three parts", "binary no binary: [0, 1, 2]", "pong", "order True",
                "close 4000 done", "closed 1001 asked", "large 1009",
                "refused 401 {\"error\":{\"code\":\"invalid_api_key\",\"message\":\"the key is missing or wrong: send it as "
                    + "'Authorization: Bearer …'\",\"type\":\"invalid_request_error\"}}",
            ])
    }

    @Test func `our client holds a conversation with a python server`() async throws {
        let script = try Script("server.py")
        do {
            try await converse(try #require(Int((await script.line()).filter(\.isNumber))))
            await script.stop()
        } catch {
            await script.stop()
            throw error
        }
    }

    private func converse(_ port: Int) async throws {
        try await WebSocketClient.patient.connect(to: local(port)) { connection in
            #expect(await next(connection) == .text("hello /v1/realtime?model=test"))
            let large = String(repeating: "ä", count: 7 << 20)
            try await connection.send(large)
            #expect(await next(connection) == .text(large))
            try await connection.send("parts")
            #expect(await next(connection) == .text("abc"))
            try await connection.send("binary")
            #expect(await next(connection) == .binary(Array("123".utf8)))
            try await connection.send("ping")
            #expect(await next(connection) == .text("ponged"))
            try await connection.send("flood")
            for number in 0..<2000 { #expect(await next(connection) == .text("\(number)")) }
            try await connection.send("close")
            #expect(await next(connection) == .closed(CloseReason(.internalError, "as asked")))
        }
        try await WebSocketClient.patient.connect(to: local(port)) { connection in
            _ = await next(connection)
            try await connection.send("abort")
            guard case .closed(let reason) = await next(connection) else { return #expect(Bool(false)) }
            #expect(reason.code == .abnormal)
        }
        await #expect(
            throws: SocketError.unauthorized(
                host: "127.0.0.1", Refusal(status: 401, message: "no", code: "invalid_api_key"))
        ) {
            try await WebSocketClient.patient.connect(to: local(port, key: Secret("wrong"))) { _ in }
        }
    }
}
