import Audio
import Hardware
import Synchronization
import Testing

/// What every board must do, whatever it is made of: run each check over a fresh board in its world.
///
/// To be used from a suite of one's own, one test a check:
/// ```swift
/// @Test(arguments: BoardConformance.Check.allCases)
/// func `a board keeps its promises`(check: BoardConformance.Check) async throws {
///     try await BoardConformance(world: world) { try LinuxBoard(description) }.run(check)
/// }
/// ```
struct BoardConformance {
    enum Check: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case framesFlowAlways = "20 ms frames flow without a gap, pressed or not"
        case pressesAreStamped = "a press and its release are told once, with their times"
        case speechIsHeard = "what is spoken is heard"
        case playbackIsHeard = "what is played is heard in the room"
        case playbackIsReported = "every sample played is reported, in real time"
        case stoppingIsTold = "stopping tells what was audible, then one silence, then nothing"
        case everyStopIsAnswered = "each stop is answered by one silence, also when nothing plays"
        case playingGoesOnAfterStopping = "sound queued after a stop is played in full"
        case gapsAreNoErrors = "sound that comes late is played after the gap"
        case volumeIsObeyed = "at volume 0 the room is silent and every sample is still reported; at 100 it is not"
        case recordingLampIsHonest = "the recording lamp is lit while listening is shown, and only then"
        case cancellingEndsAll = "cancelling ends the run and the stream of events"

        var testDescription: String { rawValue }
    }

    let world: any BoardWorld
    let makeBoard: () throws -> any Board

    init(world: any BoardWorld, makeBoard: @escaping () throws -> any Board) {
        self.world = world
        self.makeBoard = makeBoard
    }

    /// Runs a check; again, at most twice, where it failed while the machine stood still.
    func run(_ check: Check) async throws {
        for attempt in 1...3 {
            let watch = StallWatch()
            defer { watch.end() }
            let hasFailed = Atomic(false)
            try await withKnownIssue("the machine stood still", isIntermittent: true) {
                try await runOnce(check)
            } matching: { _ in
                hasFailed.store(true, ordering: .relaxed)
                return attempt < 3 && watch.longest > StallWatch.tolerance
            }
            if !hasFailed.load(ordering: .relaxed) { return }
        }
    }

    private func runOnce(_ check: Check) async throws {
        let board = try makeBoard()
        let reader = BoardEventReader()
        let running = reader.run(board)
        _ = await reader.waitUntilRunning()
        switch check {
        case .framesFlowAlways: await framesFlowAlways(reader)
        case .pressesAreStamped: try await pressesAreStamped(reader)
        case .speechIsHeard: try await speechIsHeard(reader)
        case .playbackIsHeard: try await playbackIsHeard(board, reader)
        case .playbackIsReported: await playbackIsReported(board, reader)
        case .stoppingIsTold: await stoppingIsTold(board, reader)
        case .everyStopIsAnswered: await everyStopIsAnswered(board, reader)
        case .playingGoesOnAfterStopping: await playingGoesOnAfterStopping(board, reader)
        case .gapsAreNoErrors: await gapsAreNoErrors(board, reader)
        case .volumeIsObeyed: try await volumeIsObeyed(board, reader)
        case .recordingLampIsHonest: try await recordingLampIsHonest(board, reader)
        case .cancellingEndsAll: break
        }
        running.cancel()
        let rest = await reader.read { _ in false }
        #expect(rest.count < 5_000, "the stream of events did not end")
        try await running.value
    }
}

/// Sound for checks: low-pass noise, in frames of 20 ms.
extension BoardConformance {
    static func sound(milliseconds: Int, seed: UInt64 = 7) -> [Int16] {
        let count = milliseconds * 24
        let noise = TestSound.noise(samples: count + 8, seed: seed, amplitude: 16_000)
        return (0..<count).map { at in
            Int16(noise[at..<(at + 8)].reduce(0) { $0 + Int($1) } / 8)
        }
    }

    static func frames(_ samples: [Int16]) -> [AudioFrame] {
        stride(from: 0, to: samples.count, by: 480).map {
            AudioFrame(Array(samples[$0..<min(samples.count, $0 + 480)]))
        }
    }
}
