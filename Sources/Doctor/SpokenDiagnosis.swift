public import Appliance
import Audio
public import Hardware
import Tutor

/// Says a diagnosis through the board's loudspeaker, in the box's own voice.
public struct SpokenDiagnosis: Sendable {
    let board: any Board
    let announcer: Announcer
    let clock: any Timekeeper

    public init(board: any Board, announcer: Announcer, clock: any Timekeeper = MonotonicTime()) {
        self.board = board
        self.announcer = announcer
        self.clock = clock
    }

    /// Returns why it could not be said; nil when it was heard.
    public func say(_ diagnosis: Diagnosis) async -> String? {
        let text = diagnosis.spoken
        let (announcer, clock) = (announcer, clock)
        let (frames, frame) = AsyncStream.makeStream(of: AudioFrame.self)
        announcer.say(text, in: .english) { frame.yield($0) }
        let made = await Race.run(within: .seconds(20)) { await frames.first { _ in true } }
        guard let made, let spoken = made else { return "the box has no voice: is espeak-ng installed?" }
        let board = board
        let result = await BoardEar.run(board, clock: clock) { ear throws(BoardEar.HardwareFault) -> String? in
            let begin = ear.time
            while ear.speaker != .running {
                guard ear.time - begin < BoardProbe.patience else {
                    if case .lost(let reason)? = ear.speaker { return reason }
                    return "the loudspeaker does not start"
                }
                _ = try await ear.listen(for: .milliseconds(50)) { _ in Bool?.none }
            }
            for frame in spoken.parts { board.play(frame) }
            var left = spoken.samples.count
            let end = try await ear.listen(for: spoken.duration + .seconds(5)) { event -> Bool? in
                switch event {
                case .played(let samples, _):
                    left -= samples
                    return left <= 0 ? true : nil
                case .silenced: return false
                case .heard, .pressed, .released, .held, .microphone, .speaker, .lamp: return nil
                }
            }
            return end == true ? nil : "the loudspeaker stopped in the middle"
        }
        switch result {
        case .success(let reason): return reason
        case .failure(let fault): return fault.text
        }
    }
}
