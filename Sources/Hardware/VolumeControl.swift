import Audio

/// How loud a loudspeaker is made: by the mixer of its card where there is one, else by its samples. On the thread that
/// delivers the speaker's events.
struct VolumeControl {
    private let control: String?
    private let ceilingPercent: Int
    private var mixer: ALSAMixer?

    /// - Parameters:
    ///   - control: the mixer control's name, `none` for the samples, nil for what the card has.
    ///   - ceilingPercent: what 100 means.
    init(control: String?, ceilingPercent: Int) {
        self.control = control
        self.ceilingPercent = ceilingPercent
    }

    /// Takes the card of a device that was opened.
    mutating func open(card: Int) {
        mixer = card < 0 || control == "none" ? nil : ALSAMixer(card: card, control: control)
    }

    mutating func close() { mixer = nil }

    /// Makes it so.
    /// - Parameter percent: 0 to 100; nil when nobody has said. Then the mixer stays as it is found, unless there is a
    ///   ceiling to be kept.
    /// - Returns: what is left to be done by the samples, as ``SoftGain`` takes it.
    mutating func apply(_ percent: Int?) -> Int32 {
        guard percent != nil || ceilingPercent < 100 else { return SoftGain.unity }
        let loudness = Loudness(percent: percent ?? 100, ceilingPercent: ceilingPercent)
        guard let mixer, mixer.set(loudness) else {
            self.mixer = nil
            return SoftGain.gain(of: loudness)
        }
        // Not every control is silent at its lowest.
        return loudness > .silent ? SoftGain.unity : 0
    }
}
