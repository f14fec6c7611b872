import Appliance
import Foundation
import Gradebook
import Lessons
import Realtime
import RealtimeSocket
import Statements
import Sync
import Synchronization
import Testing

/// What is made of the answers of record stores, of what stands before them, and of what is none.
@Suite(.timeLimit(.minutes(1))) struct LearningRecordStoreTests {
    private static let ids = [
        "01a20311-8f43-79f9-827f-858b777dd4d7", "01a20311-8f43-79f9-827f-858b777dd4d8",
    ]
    private static let batch = ProgressStore.Batch(
        number: 1, ids: ids.map { StatementID(rawValue: $0) }, tries: 0, bodies: ids.map { "{\"id\":\"\($0)\"}" })

    private static func store(
        _ server: StoreServer, _ credentials: LearningRecordStore.Credentials = .none
    ) throws -> LearningRecordStore {
        try LearningRecordStore(address: "http://127.0.0.1:\(server.port)/xapi/", credentials: credentials)
    }

    private static func client(_ server: StoreServer) -> LearningRecordStore.Credentials {
        .client(
            id: "box", secret: Secret("s3cret"), tokenURL: "http://127.0.0.1:\(server.port)/token", scope: nil)
    }

    /// What becomes of a batch where the store answers so.
    private func post(_ answer: String?) async throws -> StoreAnswer {
        let server = try StoreServer { _ in answer }
        defer { server.stop() }
        return try await Self.store(server).post(Self.batch)
    }

    @Test func `batches follow each other over one connection`() async throws {
        let server = try StoreServer { _ in StoreServer.reply(204) }
        defer { server.stop() }
        let store = try Self.store(server)
        for _ in 0..<3 { #expect(await store.post(Self.batch) == .status(204, text: "", retryAfter: nil)) }
        #expect(server.requests.map(\.path) == Array(repeating: "/xapi/statements", count: 3))
        #expect(Set(server.requests.map(\.connection)) == [1])
        #expect(server.requests.allSatisfy { $0.body == Self.batch.json })
    }

    @Test func `ids say that a batch is stored, in any case, and also those of the new ones alone`() async throws {
        for body in ["[\"\(Self.ids[0])\",\"\(Self.ids[1].uppercased())\"]", "[\"\(Self.ids[1])\"]"] {
            guard case .status(200, _, _) = try await post(StoreServer.reply(200, body)) else {
                Issue.record("\(body) is not believed")
                continue
            }
        }
    }

    @Test(arguments: [
        "<html>Log in</html>", "", "{\"ok\":true}", "[1,2]", "[\"0a3c1a52-0000-7000-8000-000000000000\"]", "[{}]",
    ]) func `a 200 with anything else has stored nothing`(body: String) async throws {
        #expect(try await post(StoreServer.reply(200, body)) == .foreign(status: 200))
    }

    @Test(arguments: [
        nil, "HTTP/1.1 200 OK\r\nContent-Length: 400\r\nConnection: close\r\n\r\n[\"01a2",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n[\"01a\r\n", "HTTP/1.1 2",
    ]) func `half an answer says nothing`(answer: String?) async throws {
        guard case .lost = try await post(answer.map { $0 + ($0.contains("close") ? "" : "\r\nConnection: close") })
        else {
            Issue.record("it was believed")
            return
        }
    }

    @Test func `a redirect is not followed`() async throws {
        let server = try StoreServer { _ in StoreServer.reply(307, "", "Location: /elsewhere") }
        defer { server.stop() }
        let store = try Self.store(server, .basic(user: "k", secret: Secret("s")))
        #expect(await store.post(Self.batch) == .status(307, text: "", retryAfter: nil))
        #expect(server.requests.count == 1)
    }

    @Test func `when to come again is said in seconds or as a date`() async throws {
        for (fields, seconds) in [
            (["Retry-After: 17"], 17),
            (["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT"], 120),
            (["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:40:00 GMT"], 0),
            (["Retry-After: soon"], nil), (["Retry-After: Sun, 06 Nov 1994 08:51:37 GMT"], nil),
        ] as [([String], Int?)] {
            let text =
                "HTTP/1.1 429 Slow\r\n" + fields.map { $0 + "\r\n" }.joined() + "Content-Length: 0\r\n\r\n"
            #expect(try await post(text) == .status(429, text: "", retryAfter: seconds), "\(fields)")
        }
    }

    // MARK: Tokens

    @Test func `a token is asked for once, and again where it is taken back`() async throws {
        let given = Mutex(0)
        let server = try StoreServer { request in
            if request.path == "/token" {
                let number = given.withLock { given in
                    given += 1
                    return given
                }
                return StoreServer.reply(200, "{\"access_token\":\"t\(number)\",\"expires_in\":\"3600\"}")
            }
            // The first is taken back after two batches.
            let isOld = request.head.contains("Bearer t1")
            let count = given.withLock { $0 }
            return isOld && count == 1 && request.body.isEmpty
                ? StoreServer.reply(401) : StoreServer.reply(request.body.isEmpty ? 404 : 204)
        }
        defer { server.stop() }
        let store = try Self.store(server, Self.client(server))
        for _ in 0..<2 { #expect(await store.post(Self.batch) == .status(204, text: "", retryAfter: nil)) }
        #expect(given.withLock { $0 } == 1)
        #expect(await store.statement(Self.batch.ids[0]) == .success(nil))
        #expect(given.withLock { $0 } == 2)
    }

    /// 204 would say that the batch is stored, 413 and 422 that it is to be halved: by who never saw it.
    @Test(arguments: [200, 201, 204, 302, 400, 401, 403, 404, 409, 413, 422])
    func `what the address of the tokens answers is not about statements`(status: Int) async throws {
        let server = try StoreServer { request in
            request.path == "/token" ? StoreServer.reply(status) : StoreServer.reply(204)
        }
        defer { server.stop() }
        let store = try Self.store(server, Self.client(server))
        #expect(await store.post(Self.batch) == .noToken(status: status))
        #expect(await store.statement(Self.batch.ids[0]) == .failure(LookFault(.noToken(status: status))))
        #expect(server.requests.allSatisfy { $0.path == "/token" })
    }

    @Test(arguments: [408, 429, 500, 503])
    func `where no token is to be had just now, it is asked for later`(status: Int) async throws {
        let server = try StoreServer { _ in StoreServer.reply(status, "", "Retry-After: 9") }
        defer { server.stop() }
        let store = try Self.store(server, Self.client(server))
        #expect(await store.post(Self.batch) == .status(status, text: "", retryAfter: 9))
    }

    // MARK: All together

    private static let morning = WallTime(milliseconds: 1_772_442_007_412)

    private static func gradebook(_ folder: LessonFolders) throws -> ProgressStore {
        let gradebook = try ProgressStore(path: folder.path + "/gradebook.sqlite", origin: Origin(device: "k1"))
        let session = try gradebook.startSession(lesson: "sums", boot: "b", at: .zero, wall: morning)
        try gradebook.endSession(session, at: .seconds(1), wall: morning)
        return gradebook
    }

    /// Does something while others wait.
    private struct Meanwhile: Timekeeper {
        let action: @Sendable () throws -> Void
        var now: Duration { .zero }
        func sleep(for duration: Duration) async throws { try action() }
    }

    @Test func `what was erased while the store did not answer is not sent after it`() async throws {
        let folder = try LessonFolders()
        let gradebook = try Self.gradebook(folder)
        let pupil = try gradebook.addPupil(name: nil)
        let session = try gradebook.startSession(of: pupil, lesson: "sums", boot: "b", at: .zero, wall: Self.morning)
        try gradebook.endSession(session, at: .seconds(2), wall: Self.morning)
        let isFirst = Mutex(true)
        let server = try StoreServer { _ in
            isFirst.withLock { isFirst in
                defer { isFirst = false }
                return isFirst ? StoreServer.reply(503) : StoreServer.reply(204)
            }
        }
        defer { server.stop() }
        let service = SyncService(
            gradebook, to: try Self.store(server), clock: Meanwhile { _ = try gradebook.erase(pupil) }, wall: { nil })
        let summary = try await service.run()
        #expect(server.requests.count == 2)
        #expect(server.requests.first?.body.contains(pupil.rawValue) == true)
        #expect(server.requests.last?.body.contains(pupil.rawValue) == false)
        #expect(summary.sent == 2)
        #expect(try gradebook.outboxState().waiting == 0)
    }

    @Test func `what goes wrong for long is kept for who asks, until it is mended`() async throws {
        let folder = try LessonFolders()
        let gradebook = try Self.gradebook(folder)
        let isAway = Mutex(true)
        let server = try StoreServer { _ in isAway.withLock { StoreServer.reply($0 ? 503 : 204) } }
        defer { server.stop() }
        let store = try Self.store(server)
        let clock = Meanwhile {}
        await #expect(throws: SyncFault.unreachable("it answered 503")) {
            try await SyncService(gradebook, to: store, clock: clock, wall: { nil }).run(mostFailures: 6)
        }
        #expect(server.requests.count == 6)
        let state = try gradebook.outboxState()
        #expect(state.trouble?.contains("503") == true && state.fault == nil && state.waiting == 2)
        isAway.withLock { $0 = false }
        _ = try await SyncService(gradebook, to: store, clock: clock, wall: { nil }).run()
        #expect(try gradebook.outboxState().trouble == nil)
    }
}
