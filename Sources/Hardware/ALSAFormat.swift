import CALSA
import Glibc

/// How samples are exchanged with a device, as it was agreed with it.
struct ALSAFormat: Sendable, Hashable {
    enum Encoding: Sendable, Hashable, CaseIterable {
        case s16, s32
    }

    /// Samples a second (Hz).
    var rate: Int
    var channels: Int
    var encoding: Encoding
    /// Samples between two interrupts of the device.
    var period: Int
    /// Samples that the device holds.
    var buffer: Int

    /// In the order in which they are tried: ours first, then those that cost least to convert.
    static let rates: [UInt32] = [24_000, 48_000, 16_000, 44_100, 96_000, 32_000, 22_050, 8_000]

    /// Agrees with an open device on a format, and sets it.
    static func negotiate(
        _ pcm: OpaquePointer, device: String, direction: ALSADevice.Direction
    ) throws(HardwareError) -> ALSAFormat {
        var hardware: OpaquePointer?
        snd_pcm_hw_params_malloc(&hardware)
        guard let hardware else { throw HardwareError(sound: "making room", device: device, code: -ENOMEM) }
        defer { snd_pcm_hw_params_free(hardware) }
        func check(_ code: Int32, _ operation: String) throws(HardwareError) {
            if code < 0 { throw HardwareError(sound: operation, device: device, code: code) }
        }
        guard var format = agree(pcm, hardware) else { throw .noSoundFormat(device: device) }

        var microseconds: UInt32 = 20_000
        try check(snd_pcm_hw_params_set_period_time_near(pcm, hardware, &microseconds, nil), "setting the period")
        microseconds = direction == .capture ? 200_000 : 60_000
        try check(snd_pcm_hw_params_set_buffer_time_near(pcm, hardware, &microseconds, nil), "setting the buffer")
        try check(snd_pcm_hw_params(pcm, hardware), "setting its parameters")
        var period: snd_pcm_uframes_t = 0
        var buffer: snd_pcm_uframes_t = 0
        try check(snd_pcm_hw_params_get_period_size(hardware, &period, nil), "asking for the period")
        try check(snd_pcm_hw_params_get_buffer_size(hardware, &buffer), "asking for the buffer")
        format.period = Int(period)
        format.buffer = Int(buffer)

        var software: OpaquePointer?
        snd_pcm_sw_params_malloc(&software)
        guard let software else { throw HardwareError(sound: "making room", device: device, code: -ENOMEM) }
        defer { snd_pcm_sw_params_free(software) }
        try check(snd_pcm_sw_params_current(pcm, software), "asking for its thresholds")
        var boundary: snd_pcm_uframes_t = 0
        try check(snd_pcm_sw_params_get_boundary(software, &boundary), "asking for its thresholds")
        // Started by hand.
        try check(snd_pcm_sw_params_set_start_threshold(pcm, software, boundary), "setting its thresholds")
        try check(snd_pcm_sw_params_set_avail_min(pcm, software, period), "setting its thresholds")
        // Wishes that plugins may refuse: stamps, and silence in place of old samples when the device runs dry.
        snd_pcm_sw_params_set_tstamp_mode(pcm, software, SND_PCM_TSTAMP_ENABLE)
        snd_pcm_sw_params_set_tstamp_type(pcm, software, SND_PCM_TSTAMP_TYPE_MONOTONIC)
        if direction == .playback {
            snd_pcm_sw_params_set_silence_threshold(pcm, software, 0)
            snd_pcm_sw_params_set_silence_size(pcm, software, boundary)
        }
        try check(snd_pcm_sw_params(pcm, software), "setting its thresholds")
        return format
    }

    /// The first combination that the device takes without resampling by alsa-lib.
    private static func agree(_ pcm: OpaquePointer, _ hardware: OpaquePointer) -> ALSAFormat? {
        for rate in rates {
            for channels in 1...2 {
                for encoding in Encoding.allCases {
                    guard
                        snd_pcm_hw_params_any(pcm, hardware) >= 0,
                        snd_pcm_hw_params_set_rate_resample(pcm, hardware, 0) >= 0,
                        snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED) >= 0,
                        snd_pcm_hw_params_set_format(pcm, hardware, encoding.native) >= 0,
                        snd_pcm_hw_params_set_channels(pcm, hardware, UInt32(channels)) >= 0,
                        snd_pcm_hw_params_set_rate(pcm, hardware, rate, 0) >= 0
                    else { continue }
                    return ALSAFormat(rate: Int(rate), channels: channels, encoding: encoding, period: 0, buffer: 0)
                }
            }
        }
        return nil
    }
}

extension ALSAFormat.Encoding {
    fileprivate var native: snd_pcm_format_t {
        #if _endian(little)
        switch self {
        case .s16: SND_PCM_FORMAT_S16_LE
        case .s32: SND_PCM_FORMAT_S32_LE
        }
        #else
        switch self {
        case .s16: SND_PCM_FORMAT_S16_BE
        case .s32: SND_PCM_FORMAT_S32_BE
        }
        #endif
    }
}
