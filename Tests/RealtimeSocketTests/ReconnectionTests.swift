import RealtimeSocket
import TestSupport
import Testing

@Suite struct ReconnectionTests {
    @Test func `a lost connection is made again, later with every failure, and soon after a good one`() {
        var machine = Reconnection()
        #expect(machine.handle(.connected, at: .zero, random: 1) == nil)
        #expect(machine.handle(.ended(lost), at: .seconds(60), random: 1) == .wait(.milliseconds(500)))
        #expect(machine.handle(.waited, at: .seconds(61), random: 1) == .connect)
        #expect(machine.handle(.ended(lost), at: .seconds(62), random: 1) == .wait(.seconds(1)))
        #expect(machine.handle(.waited, at: .seconds(63), random: 1) == .connect)
        #expect(machine.handle(.connected, at: .seconds(64), random: 1) == nil)
        // Up for a second only: that is no recovery.
        #expect(machine.handle(.ended(lost), at: .seconds(65), random: 1) == .wait(.seconds(2)))
        #expect(machine.handle(.waited, at: .seconds(67), random: 1) == .connect)
        #expect(machine.handle(.connected, at: .seconds(68), random: 1) == nil)
        #expect(machine.handle(.ended(lost), at: .seconds(78), random: 1) == .wait(.milliseconds(500)))
    }

    @Test(arguments: [1000, 1001, 1005, 1006, 1011, 1012, 1013, 1015] as [UInt16])
    func `these closes are retried soon`(code: UInt16) {
        #expect(CloseReason(CloseCode(rawValue: code)).retryAdvice == .soon)
    }

    @Test(
        arguments: [
            (.closed(CloseReason(.realtimeFatal, "invalid_request_error.beta_api_shape_disabled")), .seldom),
            (.closed(CloseReason(.realtimeFatal, "invalid_request_error.session_expired")), .soon),
            (.closed(CloseReason(.policyViolation)), .seldom),
            (.unauthorized(host: "h", Refusal(status: 401)), .seldom),
            (.refused(host: "h", Refusal(status: 403)), .seldom),
            (.refused(host: "h", Refusal(status: 404)), .seldom),
            (.refused(host: "h", Refusal(status: 429, retryAfter: .seconds(7))), .after(.seconds(7))),
            (.refused(host: "h", Refusal(status: 429)), .soon),
            (.refused(host: "h", Refusal(status: 429, code: "insufficient_quota", retryAfter: .seconds(1))), .seldom),
            (.refused(host: "h", Refusal(status: 503)), .soon),
            (.tls(host: "h", .notYetValid(from: 0)), .soon), (.tls(host: "h", .untrusted), .seldom),
            (.nameNotFound(host: "h"), .soon), (.connectionRefused(host: "h", port: 1), .soon),
            (.badURL("x"), .never), (.missingKey(provider: "p", setting: "s"), .never),
        ] as [(SocketError, RetryAdvice)])
    func `every failure has its advice`(error: SocketError, advice: RetryAdvice) {
        #expect(error.retryAdvice == advice)
    }

    @Test func `a wrong key is tried every five minutes, and a rate limit waits as long as the server asks`() {
        var machine = Reconnection()
        let wrongKey = SocketError.unauthorized(host: "h", Refusal(status: 401))
        #expect(machine.handle(.ended(wrongKey), at: .zero, random: 0) == .wait(.seconds(300)))
        #expect(machine.handle(.waited, at: .zero, random: 0) == .connect)
        let limited = SocketError.refused(host: "h", Refusal(status: 429, retryAfter: .seconds(20)))
        #expect(machine.handle(.ended(limited), at: .zero, random: 1) == .wait(.seconds(21)))
    }

    @Test func `a renewal connects at once, also out of a wait`() {
        var machine = Reconnection()
        _ = machine.handle(.connected, at: .zero, random: 1)
        #expect(machine.handle(.renew, at: .seconds(1), random: 1) == .connect)
        _ = machine.handle(.ended(lost), at: .seconds(2), random: 1)
        #expect(machine.handle(.renew, at: .seconds(3), random: 1) == .connect)
    }

    @Test func `settings that cannot work, and used up attempts, end it`() {
        var machine = Reconnection()
        #expect(machine.handle(.ended(.badURL("x")), at: .zero, random: 1) == .giveUp(.badURL("x")))
        #expect(machine.handle(.waited, at: .zero, random: 1) == nil)
        machine = Reconnection(policy: .init(attempts: 1))
        #expect(machine.handle(.ended(lost), at: .zero, random: 0) == .wait(.zero))
        _ = machine.handle(.waited, at: .zero, random: 0)
        #expect(machine.handle(.ended(lost), at: .zero, random: 0) == .giveUp(lost))
    }

    @Test func `no order of events wedges it: from every state, waiting leads back to an attempt`() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<2000 {
            var machine = Reconnection()
            for _ in 0..<20 {
                let events: [Reconnection.Event] = [.connected, .ended(lost), .renew, .waited]
                let event = events[Int(generator.next() % 4)]
                _ = machine.handle(event, at: .seconds(Int64(generator.next() % 100)), random: 0.5)
            }
            switch machine.state {
            case .waiting: #expect(machine.handle(.waited, at: .zero, random: 0) == .connect)
            case .up: #expect(machine.handle(.renew, at: .zero, random: 0) == .connect)
            case .connecting: #expect(machine.handle(.ended(lost), at: .zero, random: 0) != nil)
            case .over: Issue.record("nothing of this ends it")
            }
        }
    }

    private let lost = SocketError.closed(CloseReason(.abnormal))
}
