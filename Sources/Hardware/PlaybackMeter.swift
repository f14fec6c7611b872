/// How much of what was written to a sound device has become audible, in 24 kHz samples. Pure.
///
/// It never takes anything back: a device that corrects its delay upwards is reported as standing still.
struct PlaybackMeter: Sendable, Hashable {
    /// Rate of the device (Hz).
    let deviceRate: Int
    /// 24 kHz samples taken from the queue.
    private(set) var given = 0
    /// Samples written to the device, at its rate.
    private(set) var written = 0
    /// 24 kHz samples that are known to have been audible.
    private(set) var audible = 0
    private var reported = 0

    init(deviceRate: Int) { self.deviceRate = deviceRate }

    mutating func took(_ samples: Int) { given += samples }

    mutating func wrote(_ samples: Int) { written += samples }

    /// - Parameter delay: written samples that are not audible yet (snd_pcm_delay), at the device's rate.
    mutating func measured(delay: Int) {
        let heard = heard(written: written - max(0, delay))
        audible = min(given, max(audible, heard))
    }

    /// Written samples as 24 kHz samples.
    func heard(written: Int) -> Int { max(0, written) * 24_000 / deviceRate }

    /// Whether everything that was given has been reported.
    var isReported: Bool { reported == given }

    /// The device played everything that was given.
    mutating func ranDry() { audible = given }

    /// Samples that became audible since the last report; nil while they are fewer than `least`.
    mutating func report(atLeast least: Int = 1) -> Int? {
        let news = audible - reported
        guard news >= max(1, least) else { return nil }
        reported = audible
        return news
    }
}
