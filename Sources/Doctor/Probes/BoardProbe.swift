public import Appliance
public import Hardware

/// Examines microphone, loudspeaker, buttons and lamps through the board that lessons are held on.
///
/// ```
/// open everything ── a line refuses? ── note it, leave it out, open again
///        └─> card ─> microphone ─> loop ─> level ─> button ─> lamps
/// ```
public struct BoardProbe: Probe {
    public struct Options: Sendable, Hashable {
        /// How long a press is waited for where nobody is at a terminal; not at all when nil.
        public var pressWithin: Duration?
        /// Likewise a voice.
        public var speakWithin: Duration?

        public init(pressWithin: Duration? = nil, speakWithin: Duration? = nil) {
            self.pressWithin = pressWithin
            self.speakWithin = speakWithin
        }
    }

    let description: BoardDescription
    let makeBoard: @Sendable (BoardDescription) throws -> any Board
    let attendant: any Attendant
    let options: Options
    let announcer: Announcer?
    let clock: any Timekeeper

    /// How long devices may take to start.
    static let patience = Duration.seconds(5)

    /// - Parameters:
    ///   - makeBoard: makes a board of a description, which may have fewer lines than the one given here.
    ///   - announcer: says aloud what is to be done, where that is wanted.
    public init(
        _ description: BoardDescription, makeBoard: @escaping @Sendable (BoardDescription) throws -> any Board,
        attendant: any Attendant, options: Options = Options(), announcer: Announcer? = nil,
        clock: any Timekeeper = MonotonicTime()
    ) {
        self.description = description
        self.makeBoard = makeBoard
        self.attendant = attendant
        self.options = options
        self.announcer = announcer
        self.clock = clock
    }

    public static let all: [Check] = [.card, .microphone, .loop, .level, .button, .lamps]
    public var checks: [Check] { BoardProbe.all }

    public func run(_ journal: Journal) async {
        // What guards against echo would hide it: the loop is measured without.
        var plain = description
        plain.sound.duplex = .full
        plain.sound.processing = CaptureProcessing()
        var refused: [LampLine.Source: String] = [:]
        // Each round leaves out one line, LED or channel, or all of them.
        while true {
            let usable = plain.without(Set(refused.keys))
            switch await visit(usable, refused: refused, journal) {
            case .success: return
            case .failure(let fault):
                guard case .board(let error) = fault, !usable.sources.isEmpty, error.isAboutControls else {
                    return giveUp(fault.text, journal)
                }
                let named = usable.sources.filter(error.isAbout)
                for source in named.isEmpty ? usable.sources : named { refused[source] = fault.text }
            }
        }
    }

    private func giveUp(_ reason: String, _ journal: Journal) {
        let done = Set(journal.diagnosis.outcomes.map(\.check))
        for check in BoardProbe.all where !done.contains(check) {
            switch check {
            case .card:
                journal.keep(
                    .card,
                    [
                        CardFinding(
                            device: .microphone, name: description.sound.microphone, state: .lost(reason), took: .zero),
                        CardFinding(
                            device: .loudspeaker, name: description.sound.speaker, state: .lost(reason), took: .zero),
                    ])
            case _: journal.skip([check], "The board could not be run: \(reason).")
            }
        }
    }

    private func visit(
        _ usable: BoardDescription, refused: [LampLine.Source: String], _ journal: Journal
    ) async -> Result<Void, BoardEar.HardwareFault> {
        let board: any Board
        do {
            board = try makeBoard(usable)
        } catch let error as HardwareError {
            return .failure(.board(error))
        } catch {
            return .failure(.other("\(error)"))
        }
        return await BoardEar.run(board, clock: clock) { ear throws(BoardEar.HardwareFault) in
            let examination = BoardExamination(
                probe: self, board: board, usable: usable, refused: refused, ear: ear, journal: journal)
            let took = try await examination.open()
            do throws(BoardEar.HardwareFault) {
                try await examination.run(openedAfter: took)
            } catch {
                // Too late to leave a line out and begin again.
                giveUp(error.text, journal)
            }
        }
    }
}

extension BoardDescription {
    /// Every line, LED and channel that its buttons and lamps are on.
    var sources: [LampLine.Source] { buttons.map { .line($0.line) } + lamps.map(\.source) }

    func without(_ sources: Set<LampLine.Source>) -> BoardDescription {
        var copy = self
        copy.buttons.removeAll { sources.contains(.line($0.line)) }
        copy.lamps.removeAll { sources.contains($0.source) }
        return copy
    }
}

extension HardwareError {
    /// Whether it is about this line, LED or channel.
    func isAbout(_ source: LampLine.Source) -> Bool {
        switch self {
        case .noLine(let line, _, _), .lineBusy(let line, _, _, _), .gpio(_, let line, _, _): source == .line(line)
        case .noLED(let name, _): source == .led(name)
        case .noPWM(let channel, _): source == .pwm(channel)
        case .lampBusy(let name, _): name == source.description
        case .file(_, let path, _), .noPermission(let path, _):
            switch source {
            case .line: path.hasPrefix("/dev/")
            case .led, .pwm: !path.hasPrefix("/dev/")
            }
        case .noChip, .sound, .noCard, .noSoundFormat, .invalidBoard, .notATerminal, .noResources, .noBadgeReader,
            .badgeReaderBusy:
            false
        }
    }

    /// Whether a board without buttons and lamps would run.
    var isAboutControls: Bool {
        switch self {
        case .noLine, .lineBusy, .gpio, .noChip, .noLED, .noPWM, .lampBusy, .file, .noPermission, .invalidBoard: true
        case .sound, .noCard, .noSoundFormat, .notATerminal, .noResources, .noBadgeReader,
            .badgeReaderBusy:
            false
        }
    }
}
