public import Audio

/// Something a board noticed. Times are CLOCK_MONOTONIC as a duration since boot, and tell when it happened,
/// not when it was read.
public enum BoardEvent: Sendable, Hashable, Codable {
    /// `at`: the kernel's stamp of the first edge.
    case pressed(Button, at: Duration)
    case released(Button, at: Duration)
    /// The button was down when the board started: no press, though its release is told. A button that stays so is
    /// stuck, or its line is wired to ground.
    case held(Button, at: Duration)
    /// 20 ms (480 samples) of the microphone; they follow each other without a gap for as long as it runs, pressed or
    /// not. `at`: when the first sample was captured.
    case heard(AudioFrame, at: Duration)
    /// This many more 24 kHz samples became audible, up to `at`. Sent about every 20 ms while something plays.
    case played(samples: Int, at: Duration)
    /// Nothing that was given to ``Board/play(_:)`` before this, and is not reported yet, will be played or reported.
    ///
    /// Each ``Board/stopPlaying()`` is answered by exactly one. One also comes without being asked when sound was
    /// thrown away: the speaker was lost, or its queue was full; so that nobody waits for `played` in vain.
    case silenced(at: Duration)
    case microphone(DeviceState)
    case speaker(DeviceState)
    /// The recording lamp: lost means that it could not be drawn as asked, so that it may be dark while the microphone
    /// is recorded or lit while it is not. Told when that changes; it works when the board starts.
    case lamp(DeviceState)
}
