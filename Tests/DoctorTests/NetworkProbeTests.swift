import Foundation
import Realtime
import RealtimeSocket
import Testing
import Tutor

@testable import Doctor

/// Real servers on this machine, each broken on purpose in one way.
@Suite(.timeLimit(.minutes(10))) struct NetworkProbeTests {
    /// Long, for other tests may keep the machine busy: nothing here waits for them.
    private static let limits = NetworkProbe.Limits(step: .seconds(100), session: .seconds(100))

    private func examine(
        _ url: String, key: String? = "sk-secret-4711", knowsModels: Bool = false, keyFault: String? = nil,
        environment: [String: String] = [:], authorities: [String] = [], portal: String? = nil,
        limits: NetworkProbe.Limits = limits, now: @escaping @Sendable () -> Date = { Date() },
        only: Set<Check> = Set(Check.allCases)
    ) async throws -> Diagnosis {
        let endpoint = try RealtimeEndpoint.url(url, model: "test-model", key: key.map { Secret($0) })
        let probe = NetworkProbe(
            place: .there(NetworkTarget(endpoint: endpoint, keyFault: keyFault, knowsModels: knowsModels)),
            client: .init(proxies: ProxySettings(environment: environment), authorities: authorities),
            portal: try portal.map { text throws(SocketError) in try SocketURL(text) }, limits: limits, now: now,
            isSynchronised: { true })
        let journal = Journal(Selection(only), hiding: endpoint.secrets)
        await probe.run(journal)
        let diagnosis = journal.diagnosis
        for outcome in diagnosis.outcomes { #expect(!outcome.found.contains("sk-secret"), "\(outcome.found)") }
        return diagnosis
    }

    /// Runs a Realtime server that greets as the API does, while `body` runs.
    private func greeting<Result: Sendable>(
        bearer: String? = nil, _ greeting: @escaping @Sendable (WebSocketPeer) async -> Void,
        _ body: @escaping @Sendable (Int) async throws -> Result
    ) async throws -> Result {
        let server = WebSocketServer(configuration: .init(port: 0, bearer: bearer.map { Secret($0) }))
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await server.run(onListening: { port.yield($0) }) { await greeting($0) }
                return nil
            }
            group.addTask {
                for await number in ports { return try await body(number) }
                return nil
            }
            var result: Result?
            while result == nil { result = try await group.next() ?? nil }
            group.cancelAll()
            return try #require(result)
        }
    }

    private static let hello: @Sendable (WebSocketPeer) async -> Void = { peer in
        try? await peer.send(
            #"{"type":"session.created","event_id":"e","session":{"type":"realtime","model":"test-model-1"}}"#)
        for await _ in peer.messages {}
    }

    private func verdict(_ diagnosis: Diagnosis, _ check: Check) -> Judgement.Verdict? {
        diagnosis.outcomes.first { $0.check == check }?.verdict
    }

    @Test func `a server that is well is found well, step by step`() async throws {
        let diagnosis = try await greeting(bearer: "sk-secret-4711", NetworkProbeTests.hello) { port in
            try await examine("ws://127.0.0.1:\(port)/v1/realtime")
        }
        #expect(diagnosis.broken.isEmpty, "\(diagnosis.broken)")
        #expect(diagnosis.outcomes.map(\.check) == NetworkProbe.order)
        for check in [Check.dns, .tcp, .key, .model, .session] { #expect(verdict(diagnosis, check) == .fine) }
        #expect(diagnosis.outcomes.first { $0.check == .model }?.found.contains("test-model-1") == true)
        #expect(diagnosis.outcomes.first { $0.check == .session }?.measured["session_created_ms"] != nil)
        for check in [Check.proxy, .tls, .portal] { #expect(verdict(diagnosis, check) == .skipped) }
    }

    @Test func `a name without an address is told, and nothing behind it is tried`() async throws {
        let diagnosis = try await examine("wss://nothing.invalid/v1/realtime")
        #expect(verdict(diagnosis, .dns) == .broken(.network))
        #expect(diagnosis.broken.count == 1 && diagnosis.exitStatus == 11)
        #expect(verdict(diagnosis, .tcp) == .skipped)
        #expect(diagnosis.outcomes.first { $0.check == .tcp }?.found == "Not reached: dns failed.")
    }

    @Test func `a closed port is told`() async throws {
        let port = try await LittleServer.closedPort()
        let diagnosis = try await examine("ws://127.0.0.1:\(port)/v1/realtime")
        #expect(verdict(diagnosis, .tcp) == .broken(.network))
        #expect(diagnosis.broken.first?.found == "127.0.0.1:\(port) refuses connections.")
    }

    @Test func `a certificate of a stranger, of another name, or out of its time is told`() async throws {
        for (name, days, trusted, code, words) in [
            ("localhost", 90, false, TroubleCode.stranger, "signed by nobody"),
            ("example.org", 90, true, .stranger, "for another name"),
            ("localhost", -1, true, .clock, "expired on"),
        ] {
            let certificate = try Certificate(name: name, days: days)
            let diagnosis = try await LittleServer.serving(tls: certificate.server(), { _ in "" }) { port in
                try await examine(
                    "wss://localhost:\(port)/v1/realtime", authorities: trusted ? [certificate.path] : [])
            }
            #expect(verdict(diagnosis, .tls) == .broken(code))
            #expect(diagnosis.broken.first?.found.contains(words) == true, "\(diagnosis.broken)")
        }
    }

    @Test func `a certificate that ends soon is a warning`() async throws {
        let certificate = try Certificate(name: "localhost", days: 5)
        let diagnosis = try await LittleServer.serving(
            tls: certificate.server(), { _ in LittleServer.http("401 No") }
        ) { port in
            try await examine("wss://localhost:\(port)/v1/realtime", authorities: [certificate.path])
        }
        #expect(verdict(diagnosis, .tls) == .warning)
        #expect([4, 5].contains(diagnosis.outcomes.first { $0.check == .tls }?.measured["days_left"]))
    }

    @Test(arguments: [
        (401, false, Check.key, TroubleCode.key), (403, false, .key, .key), (429, false, .key, .account),
        (401, true, .key, .key), (404, true, .model, .setting), (404, false, .model, .setting),
        (503, true, .session, .server), (503, false, .session, .server),
    ])
    func `a refusal is told where it belongs, once`(
        status: Int, knowsModels: Bool, check: Check, code: TroubleCode
    ) async throws {
        let diagnosis = try await LittleServer.serving({ _ in
            // Servers have been seen to show the key that they do not like.
            LittleServer.http("\(status) No", #"{"error":{"message":"not with sk-secret-4711"}}"#)
        }) { port in
            try await examine("ws://127.0.0.1:\(port)/v1/realtime", knowsModels: knowsModels)
        }
        #expect(diagnosis.broken.map(\.check) == [check])
        #expect(diagnosis.broken.first?.verdict == .broken(code))
        #expect(diagnosis.broken.first?.found.contains("(hidden)") == (status != 404), "\(diagnosis.broken)")
    }

    @Test func `a missing key is told without being sent`() async throws {
        let diagnosis = try await LittleServer.serving({ _ in LittleServer.http("401 No") }) { port in
            try await examine(
                "ws://127.0.0.1:\(port)/v1/realtime", key: nil, knowsModels: true, keyFault: "no key: set X")
        }
        #expect(diagnosis.broken.map(\.check) == [.key])
        #expect(diagnosis.broken.first?.found == "no key: set X")
    }

    @Test func `a server that opens and says nothing, or something else, or an error, is told`() async throws {
        let silent = try await greeting({ peer in for await _ in peer.messages {} }) { port in
            try await examine(
                "ws://127.0.0.1:\(port)/v1/realtime", limits: .init(step: .seconds(100), session: .milliseconds(500)))
        }
        #expect(silent.broken.map(\.verdict) == [.broken(.server)])
        #expect(silent.broken.first?.found.contains("said nothing for 500 ms") == true)
        let cases: [(@Sendable (WebSocketPeer) async -> Void, Check, TroubleCode)] = [
            (
                { peer in
                    try? await peer.send(#"{"type":"hello"}"#)
                    for await _ in peer.messages {}
                }, .session, .stranger
            ),
            (
                { peer in
                    try? await peer.send(
                        #"{"type":"error","event_id":"e","error":{"type":"x","code":"insufficient_quota","message":"no"}}"#
                    )
                    for await _ in peer.messages {}
                }, .key, .account
            ),
            ({ $0.close(.tryAgainLater) }, .session, .server), ({ $0.abort() }, .session, .network),
        ]
        for (behaviour, check, code) in cases {
            let diagnosis = try await greeting(behaviour) { port in
                try await examine("ws://127.0.0.1:\(port)/v1/realtime")
            }
            #expect(diagnosis.broken.map(\.check) == [check])
            #expect(diagnosis.broken.first?.verdict == .broken(code), "\(diagnosis.broken)")
        }
    }

    @Test func `a proxy that refuses, wants a password, or is not there is told`() async throws {
        for (answer, words) in [("407 Who", "password"), ("403 No", "HTTP 403")] {
            let diagnosis = try await LittleServer.serving({ _ in LittleServer.http(answer) }) { port in
                try await examine(
                    "wss://far.invalid/v1/realtime",
                    environment: ["HTTPS_PROXY": "http://me:sesame@127.0.0.1:\(port)"])
            }
            #expect(diagnosis.broken.map(\.check) == [.proxy])
            #expect(diagnosis.broken.first?.verdict == .broken(.proxy))
            #expect(diagnosis.broken.first?.found.contains(words) == true)
            #expect(!diagnosis.outcomes.contains { $0.found.contains("sesame") })
        }
        let port = try await LittleServer.closedPort()
        let diagnosis = try await examine(
            "wss://far.invalid/v1/realtime", environment: ["HTTPS_PROXY": "127.0.0.1:\(port)"])
        #expect(diagnosis.broken.map(\.check) == [.tcp])
        #expect(diagnosis.broken.first?.verdict == .broken(.proxy))
        let nonsense = try await examine("wss://far.invalid/", environment: ["HTTPS_PROXY": "socks5://x"])
        #expect(nonsense.broken.map(\.check) == [.proxy])
    }

    @Test func `a log-in page in between is told, and a network without one is, too`() async throws {
        let closed = try await LittleServer.closedPort()
        let page = LittleServer.http("302 Found", "", "Location: http://login.school.example/?u=1\r\n")
        for (answer, verdict) in [
            (page, Judgement.Verdict.broken(.captivePortal)),
            (LittleServer.http("200 OK", "<html>"), .broken(.captivePortal)),
            (LittleServer.http("511 Log in"), .broken(.captivePortal)), (LittleServer.http("204 Nothing"), .fine),
        ] {
            let diagnosis = try await LittleServer.serving({ _ in answer }) { port in
                try await examine(
                    "ws://127.0.0.1:\(closed)/v1/realtime", portal: "http://127.0.0.1:\(port)/generate_204")
            }
            #expect(self.verdict(diagnosis, .portal) == verdict)
            if answer == page {
                #expect(diagnosis.outcomes.contains { $0.found.contains("login.school.example") })
            }
        }
        let none = try await examine(
            "ws://127.0.0.1:\(closed)/v1/realtime", portal: "http://127.0.0.1:\(closed)/generate_204")
        #expect(self.verdict(none, .portal) == .skipped)
    }

    @Test(arguments: [
        (0, Judgement.Verdict.fine), (60, .warning), (86_400, .broken(.clock)), (-86_400, .broken(.clock)),
    ])
    func `a clock is held against the server's`(ahead: Int, verdict: Judgement.Verdict) async throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let date = formatter.string(from: now.addingTimeInterval(Double(ahead)))
        let diagnosis = try await LittleServer.serving({ _ in
            LittleServer.http("200 OK", "{}", "Date: \(date)\r\n")
        }) { port in
            try await examine(
                "ws://127.0.0.1:\(port)/v1/realtime", knowsModels: true, now: { now }, only: [.clock])
        }
        #expect(self.verdict(diagnosis, .clock) == verdict)
        #expect(diagnosis.outcomes.map(\.check) == [.clock])
        #expect(diagnosis.outcomes.first?.measured["server_ahead_s"] == Double(ahead))
    }

    @Test func `a clock that was never set is told, without any network`() async {
        let journal = Journal()
        await NetworkProbe(
            place: .here, client: .init(), portal: nil, limits: .init(),
            now: { Date(timeIntervalSince1970: 12_345) }, isSynchronised: { false }
        ).run(journal)
        let diagnosis = journal.diagnosis
        #expect(diagnosis.broken.map(\.check) == [.clock])
        #expect(diagnosis.skipped.count == NetworkProbe.way.count)
    }
}
