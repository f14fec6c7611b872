public import Realtime

/// What can be wrong with a box, by the number that it says aloud and that `tutord doctor` explains. The first digit is
/// the part: 1 the way to the tutor, 2 sound, 3 buttons and lamps, 4 what is kept, 5 the board itself.
public enum TroubleCode: Int, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    case network = 11
    case server = 12
    case proxy = 13
    case stranger = 14
    case key = 15
    case account = 16
    case clock = 17
    case setting = 18
    /// A network that wants somebody to log in on a page first.
    case captivePortal = 19
    case microphoneGone = 21
    case microphoneSilent = 22
    case loudspeakerGone = 23
    /// The microphone hears the loudspeaker so loud that the tutor would hear itself.
    case echo = 24
    /// The microphone is set so loud that it distorts.
    case microphoneClips = 25
    /// Nothing of what the loudspeaker plays comes back through the microphone: one of the two is dead.
    case loopSilent = 26
    /// A voice is hardly louder than the room.
    case microphoneQuiet = 27
    case buttonStuck = 31
    /// A button or lamp of the board file cannot be had.
    case lineGone = 32
    /// Nobody's press arrives.
    case buttonDead = 33
    /// A lamp that should be lit is dark.
    case lampDark = 34
    case notSaved = 41
    case diskFull = 42
    case gradebookBroken = 43
    case notSynced = 44
    /// The card has errors, or was made read-only because of them.
    case diskFailing = 45
    /// The lesson's file was edited and is broken: the last good one is taught.
    case lessonFile = 46
    /// The gradebook was broken: its last copy took its place, or a new one was begun.
    case gradebookRestored = 47
    case undervoltage = 51
    case hot = 52
    /// The board file does not describe a board.
    case boardFile = 53
    /// The box's own ears or voice are not installed.
    case engineMissing = 54

    public init(_ trouble: ConnectionTrouble) {
        switch trouble {
        case .network: self = .network
        case .server: self = .server
        case .key: self = .key
        case .account: self = .account
        case .clock: self = .clock
        case .stranger: self = .stranger
        case .proxy: self = .proxy
        case .setting: self = .setting
        }
    }

    /// As a log and a terminal show it: "22 microphone silent".
    public var description: String {
        "\(rawValue) \(String(PromptKey(self).rawValue.map { $0 == "_" ? " " : $0 }))"
    }
}
