/// A little noise, the same each time, under what a recogniser hears.
///
/// Digital silence has no spectrum: a card that delivers zeros between words (a loopback, a gate in a headset) would
/// drag the cepstral mean away from every real voice.
struct Dither {
    private var state: UInt32 = 0x9E37_79B9

    /// Adds up to 6 steps of a 16-bit sample: about -80 dBFS.
    mutating func add(to samples: [Int16]) -> [Int16] {
        samples.map { sample in
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            return Int16(clamping: Int(sample) + Int(state % 13) - 6)
        }
    }
}
