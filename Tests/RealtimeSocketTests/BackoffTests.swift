import RealtimeSocket
import Testing

@Suite struct BackoffTests {
    @Test(arguments: [(1, 500), (2, 1000), (3, 2000), (6, 16_000), (7, 30_000), (1000, 30_000), (0, 500)])
    func `the ceiling doubles up to its limit`(attempt: Int, milliseconds: Int) {
        let backoff = Backoff()
        #expect(backoff.delay(attempt: attempt, random: 1) == .milliseconds(milliseconds))
        #expect(backoff.delay(attempt: attempt, random: 0) == .zero)
        #expect(backoff.delay(attempt: attempt, random: 0.5) == .milliseconds(milliseconds / 2))
    }
}
