public import Realtime

/// Something that the box itself says, in its own voice, because the tutor cannot.
public enum Announcement: Sendable, Hashable, Codable {
    /// There is no tutor to talk to.
    case notConnected(ConnectionTrouble)
    /// The box can be talked to.
    case ready
    /// Press after press was too short: what the button wants is said.
    case tooShort
    /// The tutor is taking very long.
    case stillThinking
    /// Most of what may be spent is spent.
    case budgetLow
    case budgetSpent
    /// The tutor's answer was stopped.
    case guarded
    /// The talk button has been down for over a minute, or since the box was switched on.
    case buttonStuck
    /// Turn after turn there was nothing to hear.
    case microphoneSilent
    case microphoneGone
    /// Answers cannot be kept.
    case notSaved
    /// The teacher is asked whether a tool may do this, in words.
    case approval(String)
    /// The microphone was turned off, or on again.
    case muted
    case unmuted
    /// Asked how it is: something else is wrong.
    case trouble(TroubleCode)
    /// Asked how it is: nothing is wrong.
    case allWell
    /// The marks are being written to a memory stick.
    case stickWriting
    /// They are written: it may be pulled out.
    case stickDone
    case stickFull
    case stickFailed
    /// What is said is kept as sound.
    case recording
    /// Who is next, while the pupil button goes round; `nil` for a guest. Only the voice knows the name.
    case seat(Seat?)
    /// To the pupil whose session begins.
    case hello(Seat?)
    /// Somebody said this pupil's number.
    case isThatYou(Seat)
    case unknownBadge

    /// Whether it is about who is there: what the voice makes of it comes back with its meaning.
    public var isAboutPupils: Bool {
        switch self {
        case .seat, .hello, .isThatYou, .unknownBadge: true
        case .notConnected, .ready, .tooShort, .stillThinking, .budgetLow, .budgetSpent, .guarded, .buttonStuck,
            .microphoneSilent, .microphoneGone, .notSaved, .approval, .muted, .unmuted, .trouble, .allWell,
            .stickWriting, .stickDone, .stickFull, .stickFailed, .recording:
            false
        }
    }

    /// Whose name it has in it, where the name is known.
    public var account: String? {
        switch self {
        case .seat(let seat?), .hello(let seat?), .isThatYou(let seat): seat.account
        case .seat(nil), .hello(nil), .unknownBadge, .notConnected, .ready, .tooShort, .stillThinking, .budgetLow,
            .budgetSpent, .guarded, .buttonStuck, .microphoneSilent, .microphoneGone, .notSaved, .approval, .muted,
            .unmuted, .trouble, .allWell, .stickWriting, .stickDone, .stickFull, .stickFailed, .recording:
            nil
        }
    }

    /// The number that goes with it, where somebody has to mend something.
    public var code: TroubleCode? { PromptKey(self).code }

    /// What it says, with its number, in the language of a lesson (BCP 47), or the nearest to it that the book has.
    ///
    /// - Parameter book: the words; what is built in is English.
    public func words(in language: String, from book: PromptBook = .builtIn) -> String {
        let prompt = book.prompt(for: PromptKey(self), in: LanguageTag(language) ?? .english).text
        return details.map { "\(prompt) \($0)" } ?? prompt
    }

    /// What is said after the prompt, which no file can know.
    public var details: String? {
        switch self {
        case .approval(let summary): summary
        case .seat(let seat?), .isThatYou(let seat): seat.number.map { "\($0)." }
        case .notConnected, .ready, .tooShort, .stillThinking, .budgetLow, .budgetSpent, .guarded, .buttonStuck,
            .microphoneSilent, .microphoneGone, .notSaved, .muted, .unmuted, .trouble, .allWell, .seat(nil), .hello,
            .unknownBadge, .stickWriting, .stickDone, .stickFull, .stickFailed, .recording:
            nil
        }
    }
}
