public import Audio

/// A short sound that says what no words need to: made here, so that it is there without network or files.
///
/// Each has a rhythm of its own, so that a child who hears pitch badly can tell them apart, too:
///
///     ready      • • ━   rising            trouble   ━ ━     level
///     listening  •                         thinking  •   •   rising, very soft
///     tooShort   ••      falling           volume    ━
///     offline    ━ ━ ━   falling           limit     •••     level
public enum Earcon: String, Sendable, Hashable, Codable, CaseIterable {
    /// The press was too short, or nothing was said.
    case tooShort
    /// There is no connection to a tutor now.
    case offline
    /// Something went wrong; the log and `tutord doctor` say what.
    case trouble
    /// The box is ready for its first press.
    case ready
    /// The microphone is being recorded; only where `earcons: all` asks for it.
    case listening
    /// The tutor has been thinking for two seconds; again every two seconds.
    case thinking
    /// The volume was changed.
    case volume
    /// The volume cannot be changed further.
    case limit

    /// The sound, at 24 kHz, -18 dBFS at the most.
    public var frame: AudioFrame {
        switch self {
        case .tooShort: Earcon.tooShortFrame
        case .offline: Earcon.offlineFrame
        case .trouble: Earcon.troubleFrame
        case .ready: Earcon.readyFrame
        case .listening: Earcon.listeningFrame
        case .thinking: Earcon.thinkingFrame
        case .volume: Earcon.volumeFrame
        case .limit: Earcon.limitFrame
        }
    }

    /// Makes all of them, so that no press waits for sines. Any thread may.
    public static func prepare() {
        for earcon in allCases { _ = earcon.frame }
    }

    // Made once each. Between 390 and 1,100 Hz: what small loudspeakers play and most ears hear.
    private static let tooShortFrame = Chime.frame(.note(659, 60), .rest(40), .note(440, 60))
    private static let offlineFrame = Chime.frame(
        .note(587, 150), .rest(50), .note(494, 150), .rest(50), .note(392, 200))
    private static let troubleFrame = Chime.frame(.note(440, 220), .rest(110), .note(440, 220))
    private static let readyFrame = Chime.frame(.note(523, 80), .rest(40), .note(659, 80), .rest(40), .note(784, 260))
    private static let listeningFrame = Chime.frame(.note(880, 60))
    private static let thinkingFrame = Chime.frame(level: -27, .note(523, 70), .rest(230), .note(587, 70))
    private static let volumeFrame = Chime.frame(.note(659, 160))
    private static let limitFrame = Chime.frame(
        .note(659, 45), .rest(35), .note(659, 45), .rest(35), .note(659, 45))
}
