public import Tutor

/// One thing that the doctor looks at, by the name that `--only`, `--skip` and the JSON use. In the order in which they
/// are told.
public enum Check: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of this program and what it runs on.
    case version
    /// The board file.
    case board
    /// The box's own ears and voice.
    case engine
    case temperature
    /// Whether the supply holds its voltage.
    case power

    /// Opens, is whole, and takes a write that reaches the disk.
    case gradebook
    /// Whether answers reach the school's record.
    case sync
    /// Space, read-only, errors.
    case disk
    /// What is taught, and what tools may do here.
    case lessons

    case dns
    case tcp
    case proxy
    case tls
    case key
    case model
    /// A Realtime session really opens.
    case session
    /// A log-in page in between; looked for when the server is not reached.
    case portal
    case clock

    /// The microphone and the loudspeaker can be opened.
    case card
    /// Something comes from the microphone, and it is not distorted.
    case microphone
    /// From the loudspeaker through the room to the microphone.
    case loop
    /// How loud a voice is.
    case level
    case button
    case lamps
    /// The badge reader can be opened.
    case badges

    public var area: TroubleArea {
        switch self {
        case .version, .board, .engine, .temperature, .power: .board
        case .gradebook, .sync, .disk, .lessons: .storage
        // A wrong clock is met first as a certificate that is not valid.
        case .dns, .tcp, .proxy, .tls, .key, .model, .session, .portal, .clock: .network
        case .card, .microphone, .loop, .level: .sound
        case .button, .lamps, .badges: .controls
        }
    }

    /// What it looks at, for a list.
    public var purpose: String {
        switch self {
        case .version: "which program, protocol, system, board, libraries"
        case .board: "the board file can be read and makes sense"
        case .engine: "the box's own recogniser and voice are installed"
        case .temperature: "the processor is cool enough"
        case .power: "the supply holds its voltage"
        case .gradebook: "the gradebook is whole, and a write reaches the disk"
        case .sync: "answers reach the school's record"
        case .disk: "space, inodes, read-only, errors of the card"
        case .lessons: "lessons and tools can be read, and tools are confined"
        case .dns: "the server's name has an address"
        case .tcp: "its port can be reached"
        case .proxy: "the proxy opens a tunnel"
        case .tls: "its certificate is to be trusted"
        case .key: "the key is accepted"
        case .model: "the model exists"
        case .session: "a Realtime session opens"
        case .portal: "no log-in page is in between (if the server is not reached)"
        case .clock: "the clock is set and right"
        case .card: "microphone and loudspeaker can be opened"
        case .microphone: "something comes from the microphone, undistorted"
        case .loop: "a chirp from loudspeaker to microphone: level, latency, echo"
        case .level: "a voice is loud enough (asks to speak)"
        case .button: "a press arrives, and ends (asks to press)"
        case .lamps: "each lamp lights (asks)"
        case .badges: "the badge reader can be opened (where the settings name one)"
        }
    }

    /// What is wrong when it does not come to an end.
    var codeWhenLate: TroubleCode {
        switch self {
        case .version, .board: .boardFile
        case .engine: .engineMissing
        case .temperature: .hot
        case .power: .undervoltage
        case .gradebook, .disk: .diskFailing
        case .sync: .notSynced
        case .lessons: .lessonFile
        case .dns, .tcp, .tls, .session: .network
        case .proxy: .proxy
        case .key, .model: .server
        case .portal: .captivePortal
        case .clock: .clock
        case .card, .microphone, .level: .microphoneGone
        case .loop: .loudspeakerGone
        case .button, .lamps, .badges: .lineGone
        }
    }
}
