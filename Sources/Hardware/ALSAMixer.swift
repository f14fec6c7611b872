import Audio
import CALSA

/// The control of a sound card that sets how loud its loudspeaker is (a simple element of alsa-lib's mixer).
///
/// Not `Sendable`: it belongs to the thread that opened it.
final class ALSAMixer {
    /// Tried in this order where none is named.
    static let usual = ["PCM", "Speaker", "Headphone", "Master"]

    /// How the control is called.
    let name: String
    private let mixer: OpaquePointer
    private let element: OpaquePointer

    /// - Parameters:
    ///   - card: its index.
    ///   - wanted: the control's name; nil for the first of ``usual`` that it has.
    /// - Returns: nil when the card has no such control, or none that sets a loudness.
    init?(card: Int, control wanted: String?) {
        var handle: OpaquePointer?
        guard snd_mixer_open(&handle, 0) >= 0, let mixer = handle else { return nil }
        guard
            snd_mixer_attach(mixer, "hw:\(card)") >= 0, snd_mixer_selem_register(mixer, nil, nil) >= 0,
            snd_mixer_load(mixer) >= 0
        else {
            snd_mixer_close(mixer)
            return nil
        }
        var found: [String: OpaquePointer] = [:]
        var next = snd_mixer_first_elem(mixer)
        while let element = next {
            next = snd_mixer_elem_next(element)
            guard snd_mixer_selem_is_active(element) == 1, snd_mixer_selem_has_playback_volume(element) == 1,
                let name = snd_mixer_selem_get_name(element)
            else { continue }
            // The first of those with one name has index 0.
            let text = String(cString: name)
            if found[text] == nil { found[text] = element }
        }
        let names = wanted.map { [$0] } ?? ALSAMixer.usual
        guard let name = names.first(where: { found[$0] != nil }), let element = found[name] else {
            snd_mixer_close(mixer)
            return nil
        }
        self.name = name
        self.mixer = mixer
        self.element = element
    }

    deinit { snd_mixer_close(mixer) }

    /// Sets the control, and its switch.
    /// - Returns: false when the card is gone.
    func set(_ loudness: Loudness) -> Bool {
        // Changes that others made must be known, or a value that seems to be there already is not written.
        guard snd_mixer_handle_events(mixer) >= 0 else { return false }
        var lowest = 0
        var highest = 0
        let code: Int32
        if snd_mixer_selem_get_playback_dB_range(element, &lowest, &highest) >= 0, lowest < highest {
            let decibels = loudness.decibels(from: Double(lowest) / 100, to: Double(highest) / 100)
            code = snd_mixer_selem_set_playback_dB_all(element, Int((decibels * 100).rounded()), 0)
        } else {
            guard snd_mixer_selem_get_playback_volume_range(element, &lowest, &highest) >= 0 else { return false }
            let value = lowest + Int((loudness.fraction * Double(highest - lowest)).rounded())
            code = snd_mixer_selem_set_playback_volume_all(element, value)
        }
        if snd_mixer_selem_has_playback_switch(element) == 1 {
            guard snd_mixer_selem_set_playback_switch_all(element, loudness > .silent ? 1 : 0) >= 0 else {
                return false
            }
        }
        return code >= 0
    }
}
