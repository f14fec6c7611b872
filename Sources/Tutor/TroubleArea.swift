/// The parts of a box that trouble is sorted by: the first digit of a ``TroubleCode``.
public enum TroubleArea: Int, Sendable, Hashable, Codable, CaseIterable {
    /// The way to the tutor.
    case network = 1
    case sound = 2
    /// Buttons and lamps.
    case controls = 3
    /// What is kept.
    case storage = 4
    /// The board itself.
    case board = 5

    /// How people call it.
    public var title: String {
        switch self {
        case .network: "the way to the tutor"
        case .sound: "sound"
        case .controls: "buttons and lamps"
        case .storage: "what is kept"
        case .board: "the board itself"
        }
    }
}

extension TroubleCode {
    public var area: TroubleArea {
        switch self {
        case .network, .server, .proxy, .stranger, .key, .account, .clock, .setting, .captivePortal: .network
        case .microphoneGone, .microphoneSilent, .loudspeakerGone, .echo, .microphoneClips, .loopSilent,
            .microphoneQuiet:
            .sound
        case .buttonStuck, .lineGone, .buttonDead, .lampDark: .controls
        case .notSaved, .diskFull, .gradebookBroken, .notSynced, .diskFailing, .lessonFile,
            .gradebookRestored:
            .storage
        case .undervoltage, .hot, .boardFile, .engineMissing: .board
        }
    }
}
