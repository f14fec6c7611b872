import Audio
import Hardware
import Simulation
import Testing

/// The board that stands in for the others where there is none: it must behave as they do.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct SimulatedBoardTests {
    @Test(arguments: BoardConformance.Check.allCases)
    func `a simulated board keeps its promises`(check: BoardConformance.Check) async throws {
        let board = SimulatedBoard()
        try await BoardConformance(world: SimulatedWorld(board: board)) { board }.run(check)
    }

    @Test func `a microphone that is pulled out darkens the recording lamp`() {
        let board = SimulatedBoard()
        board.show(.listening)
        #expect(board.shownLamp == .listening)
        board.setMicrophone(.lost("pulled out"))
        #expect(board.shownLamp != .listening)
        board.setMicrophone(.running)
        #expect(board.shownLamp == .listening)
    }
}

/// The room around a simulated board.
struct SimulatedWorld: BoardWorld {
    let board: SimulatedBoard
    let buttons = Button.allCases

    func press(_ button: Button) { board.press(button) }
    func release(_ button: Button) { board.release(button) }
    func isRecordingLampLit() -> Bool? { board.shownLamp == .listening }

    func speak(_ samples: [Int16]) async throws {
        board.speak(AudioFrame(samples))
        try await board.sleep(for: AudioFrame.duration(ofSamples: samples.count))
    }

    func listen(during body: () async throws -> Void) async throws -> [Int16]? {
        let before = board.room.channels[1].count
        try await body()
        return Array(board.room.channels[1][before...])
    }
}
