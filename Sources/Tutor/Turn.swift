import Audio
import Dialogue

/// The pupil's turn while it lasts.
struct Turn: Sendable, Hashable {
    var pressed: Duration
    /// What was heard for it, to be said again to a new connection: a minute at the most, and nothing of an open
    /// microphone.
    var frames: [AudioFrame] = []
    var samples: Int { frames.reduce(0) { $0 + $1.samples.count } }
    var loudest = Level.silence
    /// When something was last heard that is no silence.
    var lastLoud: Duration?
    /// Whether a server that finds the turns hears somebody talk.
    var isSpoken = false
    /// The frames sent so far end here, so that none is sent twice.
    var heardUntil: Duration
    /// What the tutor was saying when the pupil took the floor, until the model was told how much was heard.
    var interrupted: PlaybackLedger?
}

/// Marks on the way from the pupil's last word to the tutor's first.
struct TurnMarks: Sendable, Hashable {
    var released: Duration
    var committed: Duration
    var firstDelta: Duration?
}

/// The tutor's turn, from the commit until the last sample is heard.
struct Floor: Sendable, Hashable {
    /// `nil` when the tutor speaks unasked.
    var marks: TurnMarks?
    /// What the pupil said, as long as no connection has written it down or answered it.
    var unanswered: [AudioFrame] = []
    /// How often an answer of this turn was stopped by the guard.
    var guarded = 0
    /// What was queued to the speaker in this turn.
    var ledger = PlaybackLedger()
    /// When the last sign of life came.
    var progressed: Duration
}
