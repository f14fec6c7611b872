import Audio

/// The pupil's turn while it lasts.
struct Turn: Sendable, Hashable {
    var pressed: Duration
    /// Samples sent for it.
    var samples = 0
    var loudest = Level.silence
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
    /// What was queued to the speaker in this turn.
    var ledger = PlaybackLedger()
    /// When the last sign of life came.
    var progressed: Duration
}
