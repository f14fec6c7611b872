import CALSA
import Glibc

/// One open PCM of alsa-lib, non-blocking, as mono 16-bit samples at a rate of its own.
///
/// Not `Sendable`: it belongs to the thread that opened it.
final class ALSADevice {
    enum Direction: Sendable, Hashable {
        case capture, playback
    }

    /// What a call on a running device can meet without it being lost.
    enum Outcome<Value> {
        case done(Value)
        /// The device ran dry or full (EPIPE), or the machine slept (ESTRPIPE); ``prepare()`` goes on.
        case interrupted
    }

    let name: String
    let format: ALSAFormat
    let direction: Direction
    let pcm: OpaquePointer

    /// Opens a device with small buffers: 20 ms periods; 60 ms for playback, 200 ms for capture.
    /// - Throws: ``HardwareError/sound(operation:device:code:reason:)`` or ``HardwareError/noSoundFormat(device:)``.
    init(opening name: String, for direction: Direction) throws(HardwareError) {
        calsa_be_quiet()
        // A card that came or went since the last attempt must be seen.
        snd_config_update_free_global()
        var handle: OpaquePointer?
        let stream = direction == .capture ? SND_PCM_STREAM_CAPTURE : SND_PCM_STREAM_PLAYBACK
        let code = snd_pcm_open(&handle, name, stream, Int32(SND_PCM_NONBLOCK))
        guard code >= 0, let pcm = handle else { throw HardwareError(sound: "opening", device: name, code: code) }
        do throws(HardwareError) {
            format = try ALSAFormat.negotiate(pcm, device: name, direction: direction)
        } catch {
            snd_pcm_close(pcm)
            throw error
        }
        self.pcm = pcm
        self.name = name
        self.direction = direction
    }

    deinit { snd_pcm_close(pcm) }

    /// Opens a device by a name of alsa-lib's, or the card that a ``SoundDeviceName`` finds now: as it is, or through
    /// alsa-lib's own conversion where ours cannot follow.
    static func open(_ reference: String, for direction: Direction) throws(HardwareError) -> ALSADevice {
        let name = SoundDeviceName(reference)
        guard let card = try name.card(for: direction) else {
            return try ALSADevice(opening: reference, for: direction)
        }
        do throws(HardwareError) {
            return try ALSADevice(opening: "hw:\(card.index),\(name.device)", for: direction)
        } catch .noSoundFormat {
            return try ALSADevice(opening: "plughw:\(card.index),\(name.device)", for: direction)
        }
    }

    /// The index of the card behind the device; nil for one without a card, such as a sound server's.
    var card: Int? {
        var info: OpaquePointer?
        snd_pcm_info_malloc(&info)
        guard let info else { return nil }
        defer { snd_pcm_info_free(info) }
        guard snd_pcm_info(pcm, info) >= 0 else { return nil }
        let card = snd_pcm_info_get_card(info)
        return card < 0 ? nil : Int(card)
    }

    /// Makes the device ready to start from nothing.
    func prepare() throws(HardwareError) {
        try check(snd_pcm_prepare(pcm), "preparing")
    }

    func start() throws(HardwareError) {
        try check(snd_pcm_start(pcm), "starting")
    }

    /// Silence now, or an end of capture; forgets what was written.
    func drop() throws(HardwareError) {
        try check(snd_pcm_drop(pcm), "stopping")
    }

    /// Whether the device ran out of samples or room, or was suspended.
    var isInterrupted: Bool {
        let state = snd_pcm_state(pcm)
        return state == SND_PCM_STATE_XRUN || state == SND_PCM_STATE_SUSPENDED
    }

    var isSuspended: Bool { snd_pcm_state(pcm) == SND_PCM_STATE_SUSPENDED }

    /// What became of an interrupted device.
    enum Recovery {
        /// The machine slept; the device goes on where it was.
        case resumed
        /// It must be started anew.
        case prepared
    }

    /// Makes a device ready that ran dry or full, or was suspended.
    func recover() throws(HardwareError) -> Recovery {
        if isSuspended {
            // As alsa-lib's documentation has it: EAGAIN while the bus sleeps, ENOSYS where the driver cannot.
            var code = snd_pcm_resume(pcm)
            var tries = 0
            while code == -EAGAIN, tries < 25 {
                usleep(20_000)
                code = snd_pcm_resume(pcm)
                tries += 1
            }
            if code >= 0 { return .resumed }
        }
        try prepare()
        return .prepared
    }

    /// Reads at most `count` samples of each channel, in the device's own format.
    func read(into buffer: UnsafeMutableRawPointer, _ count: Int) throws(HardwareError) -> Outcome<Int> {
        try outcome(of: snd_pcm_readi(pcm, buffer, snd_pcm_uframes_t(count)), "reading")
    }

    /// Writes at most `count` samples of each channel, in the device's own format.
    /// - Returns: how many fitted.
    func write(_ buffer: UnsafeRawPointer, _ count: Int) throws(HardwareError) -> Outcome<Int> {
        try outcome(of: snd_pcm_writei(pcm, buffer, snd_pcm_uframes_t(count)), "writing")
    }

    /// Looks whether the device is still there.
    func checkPresence() throws(HardwareError) {
        if snd_pcm_state(pcm) == SND_PCM_STATE_DISCONNECTED { try check(-ENODEV, "looking at it") }
        let code = Int32(clamping: snd_pcm_avail_update(pcm))
        guard code < 0, code != -EPIPE, code != -ESTRPIPE, code != -EAGAIN else { return }
        try check(code, "looking at it")
    }

    /// Samples that can be read or written now.
    func available() throws(HardwareError) -> Outcome<Int> {
        try outcome(of: snd_pcm_avail_update(pcm), "asking for room")
    }

    /// Samples written and not audible yet, or captured and not read yet.
    func delay() throws(HardwareError) -> Outcome<Int> {
        var delay: snd_pcm_sframes_t = 0
        let code = snd_pcm_delay(pcm, &delay)
        return try outcome(of: code < 0 ? snd_pcm_sframes_t(code) : max(0, delay), "asking for its delay")
    }

    /// When the first sample that waits to be read was captured.
    func captureTime(waiting: Int) -> Duration {
        var waitingThen: snd_pcm_uframes_t = 0
        var stamp = snd_htimestamp_t()
        // Plugins that do not stamp leave zero.
        if snd_pcm_htimestamp(pcm, &waitingThen, &stamp) == 0, stamp.tv_sec != 0 || stamp.tv_nsec != 0 {
            let time = Duration(stamp) - .samples(Int(waitingThen), at: format.rate)
            // A plugin may stamp with another clock.
            if abs(time / .seconds(1) - MonotonicClock.now / .seconds(1)) < 5 { return time }
        }
        return MonotonicClock.now - .samples(waiting, at: format.rate)
    }

    /// Waits until samples can be read or written; false when the time (ms) is up.
    func wait(milliseconds: Int32) throws(HardwareError) -> Outcome<Bool> {
        switch try outcome(of: snd_pcm_sframes_t(snd_pcm_wait(pcm, milliseconds)), "waiting") {
        case .done(let count): .done(count > 0)
        case .interrupted: .interrupted
        }
    }

    func check(_ code: Int32, _ operation: String) throws(HardwareError) {
        if code < 0 { throw HardwareError(sound: operation, device: name, code: code) }
    }

    func outcome(of result: snd_pcm_sframes_t, _ operation: String) throws(HardwareError) -> Outcome<Int> {
        if result >= 0 { return .done(Int(result)) }
        let code = Int32(clamping: result)
        switch code {
        case -EPIPE, -ESTRPIPE: return .interrupted
        case -EAGAIN, -EINTR: return .done(0)
        default: throw HardwareError(sound: operation, device: name, code: code)
        }
    }
}

extension HardwareError {
    init(sound operation: String, device: String, code: Int32) {
        self = .sound(operation: operation, device: device, code: code, reason: String(cString: snd_strerror(code)))
    }
}
