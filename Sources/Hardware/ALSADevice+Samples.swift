import CALSA

extension ALSADevice {
    /// Reads at most `count` samples, the channels mixed to one.
    func read(_ count: Int) throws(HardwareError) -> Outcome<[Int16]> {
        let values = count * format.channels
        switch format.encoding {
        case .s16:
            var buffer = [Int16](repeating: 0, count: values)
            switch try outcome(of: snd_pcm_readi(pcm, &buffer, snd_pcm_uframes_t(count)), "reading") {
            case .interrupted: return .interrupted
            case .done(let got): return .done(ALSADevice.mono(buffer, samples: got, channels: format.channels))
            }
        case .s32:
            var buffer = [Int32](repeating: 0, count: values)
            switch try outcome(of: snd_pcm_readi(pcm, &buffer, snd_pcm_uframes_t(count)), "reading") {
            case .interrupted: return .interrupted
            case .done(let got):
                let high = buffer.map { Int16(truncatingIfNeeded: $0 >> 16) }
                return .done(ALSADevice.mono(high, samples: got, channels: format.channels))
            }
        }
    }

    /// Writes samples to all channels, as many as fit.
    /// - Returns: how many were written.
    func write(_ samples: [Int16]) throws(HardwareError) -> Outcome<Int> {
        guard !samples.isEmpty else { return .done(0) }
        let spread = ALSADevice.spread(samples, channels: format.channels)
        let count = snd_pcm_uframes_t(samples.count)
        switch format.encoding {
        case .s16: return try outcome(of: snd_pcm_writei(pcm, spread, count), "writing")
        case .s32: return try outcome(of: snd_pcm_writei(pcm, spread.map { Int32($0) << 16 }, count), "writing")
        }
    }

    /// The mean of interleaved channels.
    static func mono(_ values: [Int16], samples: Int, channels: Int) -> [Int16] {
        if channels == 1 { return samples == values.count ? values : Array(values.prefix(samples)) }
        return (0..<samples).map { index in
            let sum = values[(index * channels)..<((index + 1) * channels)].reduce(0) { $0 + Int($1) }
            return Int16(clamping: sum / channels)
        }
    }

    /// The same samples on every channel, interleaved.
    static func spread(_ samples: [Int16], channels: Int) -> [Int16] {
        channels == 1 ? samples : samples.flatMap { [Int16](repeating: $0, count: channels) }
    }
}
