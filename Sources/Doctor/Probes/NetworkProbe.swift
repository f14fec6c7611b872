import Appliance
import Foundation
import Realtime
public import RealtimeSocket
import Tutor

/// Goes the way to the server step by step, as far as it leads; then looks at the clock, which the server helps with.
public struct NetworkProbe: Probe {
    public struct Limits: Sendable, Hashable {
        /// For a name, and for each connection.
        public var step: Duration
        /// For a server to begin a session.
        public var session: Duration

        public init(step: Duration = .seconds(8), session: Duration = .seconds(10)) {
            self.step = step
            self.session = session
        }
    }

    let place: TutorPlace
    let client: WebSocketClient.Configuration
    let portal: SocketURL?
    let limits: Limits
    let now: @Sendable () -> Date
    let isSynchronised: @Sendable () -> Bool?

    /// - Parameters:
    ///   - client: proxies and authorities; its time for a connection is that of `limits`.
    ///   - portal: an address that answers 204 with nothing in it; none is asked when nil.
    public init(
        place: TutorPlace, client: WebSocketClient.Configuration = .init(), portal: SocketURL? = nil,
        limits: Limits = Limits()
    ) {
        self.init(
            place: place, client: client, portal: portal, limits: limits, now: { Date() },
            isSynchronised: { KernelClock.isSynchronised })
    }

    init(
        place: TutorPlace, client: WebSocketClient.Configuration, portal: SocketURL?, limits: Limits,
        now: @escaping @Sendable () -> Date, isSynchronised: @escaping @Sendable () -> Bool?
    ) {
        self.place = place
        var client = client
        client.connectTimeout = limits.step
        self.client = client
        self.portal = portal
        self.limits = limits
        self.now = now
        self.isSynchronised = isSynchronised
    }

    static let way: [Check] = [.dns, .tcp, .proxy, .tls, .key, .model, .session, .portal]
    static let order = way + [.clock]
    public var checks: [Check] { NetworkProbe.order }

    public func run(_ journal: Journal) async {
        let serverAhead: Int?
        switch place {
        case .here:
            journal.skip(NetworkProbe.way, "The tutor is in the box: it needs no network.")
            serverAhead = nil
        case .unusable(let reason):
            journal.keep(.dns, [WrongSetting(reason: reason)])
            journal.skip(Array(NetworkProbe.way.dropFirst()), "The settings name no server.")
            serverAhead = nil
        case .there(let target): serverAhead = await go(to: target, journal)
        }
        await journal.measure(.clock, within: .seconds(5)) { [self] in
            let date = now()
            return [
                ClockFinding(
                    now: Int(date.timeIntervalSince1970), day: NetworkProbe.text(date),
                    isSet: ClockTrust.isPlausible(date), isSynchronised: isSynchronised(),
                    serverAhead: serverAhead)
            ]
        }
    }

    /// Returns how far the server's clock is ahead.
    private func go(to target: NetworkTarget, _ journal: Journal) async -> Int? {
        let way: WayToServer
        do throws(SocketError) {
            way = try WayToServer(to: target.endpoint.url, configuration: client)
        } catch {
            journal.keep(.proxy, [WrongSetting(reason: "\(error)", code: .proxy)])
            journal.skip(NetworkProbe.way.filter { $0 != .proxy }, "The proxy's setting cannot be used.")
            return nil
        }
        var failed: Check?
        /// A step, unless one before it failed.
        func step(_ check: Check, _ work: @escaping @Sendable () async -> any Finding) async {
            if let failed { return journal.skip([check], "Not reached: \(failed.rawValue) failed.") }
            // The steps have limits of their own; this one is for what ignores them.
            let outcomes = await journal.measure(check, within: limits.step * 2 + .seconds(2)) { [await work()] }
            if outcomes.contains(where: { $0.verdict.code != nil }) { failed = check }
        }
        let (hop, url, limits) = (way.hop, target.endpoint.url, limits)
        await step(.dns) {
            NameFinding(
                host: hop.host, answer: await NameLookup.addresses(of: hop.host, within: limits.step),
                limit: limits.step)
        }
        await step(.tcp) {
            ConnectFinding(
                hop: hop, result: await NetworkProbe.result { () throws(SocketError) in try await way.connect() })
        }
        if hop.isProxy {
            await step(.proxy) {
                let result = await NetworkProbe.result { () throws(SocketError) in try await way.tunnel() }
                return ProxyFinding(hop: hop, host: url.host, fault: result.fault)
            }
        } else {
            journal.skip([.proxy], "No proxy is set for \(url.host).")
        }
        let seconds = Int(now().timeIntervalSince1970)
        await step(.tls) {
            TLSFinding(
                url: url, result: await NetworkProbe.result { () throws(SocketError) in try await way.secure() },
                now: seconds)
        }
        var ahead: Int?
        if let failed {
            journal.skip([.key, .model, .session], "Not reached: \(failed.rawValue) failed.")
        } else {
            (ahead, failed) = await ask(target, journal)
        }
        await lookForPortal(failed, journal)
        return ahead
    }

    /// Key, model and session come out of one or two questions, which are asked once.
    private func ask(_ target: NetworkTarget, _ journal: Journal) async -> (ahead: Int?, failed: Check?) {
        let wantsSession = [.key, .model, .session].contains(where: journal.wants)
        guard wantsSession || journal.wants(.clock) else { return (nil, nil) }
        let begin = ContinuousClock.now
        let (client, limits, now) = (client, limits, now)
        let answers = await Race.run(within: limits.step + limits.step + limits.session) {
            await NetworkProbe.answers(of: target, session: wantsSession, client, limits, now)
        }
        let took = ContinuousClock.now - begin
        guard let answers else {
            journal.skip([.key, .model], "The server did not answer in time.")
            journal.keep(.session, [TooLate(check: .session, limit: took)], took: took)
            return (nil, .session)
        }
        var failed: Check?
        let findings: [(Check, any Finding)] = [
            (.key, KeyFinding(answers: answers.answers)), (.model, ModelFinding(answers: answers.answers)),
            (.session, SessionFinding(answers: answers.answers)),
        ]
        // What is wrong is told once, where it belongs.
        for (check, finding) in findings {
            let judgement = finding.judged()
            if let failed, judgement.verdict.code != nil {
                journal.skip([check], "Not reached: \(failed.rawValue) failed.")
                continue
            }
            if judgement.verdict.code != nil { failed = check }
            journal.keep(check, [finding], took: check == .session ? answers.sessionTook : answers.replyTook)
        }
        return (answers.ahead, failed)
    }

    private func lookForPortal(_ failed: Check?, _ journal: Journal) async {
        guard let failed else { return journal.skip([.portal], "The server itself answered.") }
        guard let portal else { return journal.skip([.portal], "No address to look for a log-in page is set.") }
        // A server that answers with a refusal of its own is reached.
        guard [.dns, .tcp, .tls, .session].contains(failed) else {
            return journal.skip([.portal], "\(failed.rawValue) failed by itself.")
        }
        let client = client
        await journal.measure(.portal, within: limits.step * 2 + .seconds(2)) {
            let request = HTTPRequest(portal, method: "GET", timeout: client.connectTimeout, limit: 1 << 20)
            let result = await NetworkProbe.result { () throws(SocketError) in
                try await HTTPExchange(configuration: client).send(request)
            }
            return [PortalFinding(url: portal, result: result)]
        }
    }

    static func result<Value: Sendable>(
        _ work: () async throws(SocketError) -> Value
    ) async -> Result<Value, SocketError> {
        do throws(SocketError) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }

    private static func text(_ date: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt)
        return date.formatted(style.year().month().day().time(includingFractionalSeconds: false)) + " UTC"
    }
}

extension Result where Failure == SocketError {
    var fault: SocketError? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
