/// What the box can say in its own voice, by the name that it has in a file of words.
public enum PromptKey: String, Sendable, Hashable, Codable, CaseIterable {
    case ready
    case tooShort = "too_short"
    case stillThinking = "still_thinking"
    case network
    case server
    case proxy
    case stranger
    case key
    case account
    case clock
    case setting
    case captivePortal = "captive_portal"
    case microphoneGone = "microphone_gone"
    case microphoneSilent = "microphone_silent"
    case loudspeakerGone = "loudspeaker_gone"
    case echo
    case microphoneClips = "microphone_clips"
    case loopSilent = "loop_silent"
    case microphoneQuiet = "microphone_quiet"
    case buttonStuck = "button_stuck"
    case lineGone = "line_gone"
    case buttonDead = "button_dead"
    case lampDark = "lamp_dark"
    case notSaved = "not_saved"
    case diskFull = "disk_full"
    case gradebookBroken = "gradebook_broken"
    case notSynced = "not_synced"
    case diskFailing = "disk_failing"
    case undervoltage
    case hot
    case boardFile = "board_file"
    case engineMissing = "engine_missing"
    case budgetLow = "budget_low"
    case budgetSpent = "budget_spent"
    case guarded
    case approval
    case lessonFile = "lesson_file"
    case gradebookRestored = "gradebook_restored"
    case muted
    case unmuted
    case allWell = "all_well"
    case stickWriting = "stick_writing"
    case stickDone = "stick_done"
    case stickFull = "stick_full"
    case stickFailed = "stick_failed"
    case recording
    /// Nobody in particular, in the round of the pupil button.
    case guest
    /// Before the number of a pupil without a name.
    case pupilNumber = "pupil_number"
    /// A pupil of whom neither name nor number is known.
    case pupil
    /// Before the name of the pupil whose badge was read.
    case hello
    case unknownBadge = "unknown_badge"

    /// The number that is said after it, where somebody has to mend something.
    public var code: TroubleCode? {
        switch self {
        case .network: .network
        case .server: .server
        case .proxy: .proxy
        case .stranger: .stranger
        case .key: .key
        case .account: .account
        case .clock: .clock
        case .setting: .setting
        case .captivePortal: .captivePortal
        case .microphoneGone: .microphoneGone
        case .microphoneSilent: .microphoneSilent
        case .loudspeakerGone: .loudspeakerGone
        case .echo: .echo
        case .microphoneClips: .microphoneClips
        case .loopSilent: .loopSilent
        case .microphoneQuiet: .microphoneQuiet
        case .buttonStuck: .buttonStuck
        case .lineGone: .lineGone
        case .buttonDead: .buttonDead
        case .lampDark: .lampDark
        case .notSaved: .notSaved
        case .diskFull: .diskFull
        case .gradebookBroken: .gradebookBroken
        case .notSynced: .notSynced
        case .diskFailing: .diskFailing
        case .undervoltage: .undervoltage
        case .hot: .hot
        case .boardFile: .boardFile
        case .engineMissing: .engineMissing
        case .lessonFile: .lessonFile
        case .gradebookRestored: .gradebookRestored
        case .approval, .ready, .tooShort, .stillThinking, .budgetLow, .budgetSpent, .guarded, .muted, .unmuted,
            .allWell, .stickWriting, .stickDone, .stickFull, .stickFailed, .recording, .guest,
            .pupilNumber, .pupil, .hello, .unknownBadge:
            nil
        }
    }

    /// What is said about a trouble.
    public init(_ code: TroubleCode) {
        switch code {
        case .network: self = .network
        case .server: self = .server
        case .proxy: self = .proxy
        case .stranger: self = .stranger
        case .key: self = .key
        case .account: self = .account
        case .clock: self = .clock
        case .setting: self = .setting
        case .captivePortal: self = .captivePortal
        case .microphoneGone: self = .microphoneGone
        case .microphoneSilent: self = .microphoneSilent
        case .loudspeakerGone: self = .loudspeakerGone
        case .echo: self = .echo
        case .microphoneClips: self = .microphoneClips
        case .loopSilent: self = .loopSilent
        case .microphoneQuiet: self = .microphoneQuiet
        case .buttonStuck: self = .buttonStuck
        case .lineGone: self = .lineGone
        case .buttonDead: self = .buttonDead
        case .lampDark: self = .lampDark
        case .notSaved: self = .notSaved
        case .diskFull: self = .diskFull
        case .gradebookBroken: self = .gradebookBroken
        case .notSynced: self = .notSynced
        case .diskFailing: self = .diskFailing
        case .undervoltage: self = .undervoltage
        case .hot: self = .hot
        case .boardFile: self = .boardFile
        case .engineMissing: self = .engineMissing
        case .lessonFile: self = .lessonFile
        case .gradebookRestored: self = .gradebookRestored
        }
    }

    /// What is said for an announcement.
    public init(_ announcement: Announcement) {
        switch announcement {
        case .notConnected(let trouble): self.init(TroubleCode(trouble))
        case .ready: self = .ready
        case .tooShort: self = .tooShort
        case .stillThinking: self = .stillThinking
        case .budgetLow: self = .budgetLow
        case .budgetSpent: self = .budgetSpent
        case .guarded: self = .guarded
        case .buttonStuck: self = .buttonStuck
        case .microphoneSilent: self = .microphoneSilent
        case .microphoneGone: self = .microphoneGone
        case .notSaved: self = .notSaved
        case .approval: self = .approval
        case .muted: self = .muted
        case .unmuted: self = .unmuted
        case .trouble(let code): self.init(code)
        case .allWell: self = .allWell
        case .stickWriting: self = .stickWriting
        case .stickDone: self = .stickDone
        case .stickFull: self = .stickFull
        case .stickFailed: self = .stickFailed
        case .recording: self = .recording
        case .seat(nil): self = .guest
        case .seat(let seat?), .isThatYou(let seat): self = seat.number == nil ? .pupil : .pupilNumber
        case .hello: self = .hello
        case .unknownBadge: self = .unknownBadge
        }
    }
}
