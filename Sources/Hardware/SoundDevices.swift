/// The sound devices of a board and how they are used.
public struct SoundDevices: Sendable, Hashable, Codable {
    /// A name of alsa-lib's (`default`, `plughw:CARD=Device`; `arecord -L` lists them), or a card by what does not change
    /// when another is plugged in: `usb:1-1.2` (the USB port that it is in) or `card:Jabra` (its id, or part of its name).
    public var microphone: String
    /// Likewise (`aplay -L`).
    public var speaker: String
    /// Whether the microphone is listened to while the loudspeaker plays.
    public var duplex: Duplex
    /// With ``Duplex/half``: how long the room rings after the loudspeaker fell silent (ms).
    public var echoTailMilliseconds: Int
    public var processing: CaptureProcessing
    /// The mixer control that sets the loudness (`amixer scontrols` lists them); `none` changes the samples instead. Where
    /// it is absent the first of PCM, Speaker, Headphone and Master that the card has is taken, or else the samples.
    public var mixer: String?
    /// The loudest that the box gets, in percent of what it could: for young ears.
    public var ceilingPercent: Int

    public enum Duplex: String, Sendable, Hashable, CaseIterable, Codable {
        case full
        /// What is captured while the loudspeaker is audible is replaced by silence, so that the tutor does not hear
        /// itself: for boards whose microphone sits beside the loudspeaker.
        case half
    }

    public init(
        microphone: String = "default", speaker: String = "default", duplex: Duplex = .full,
        echoTailMilliseconds: Int = 120, processing: CaptureProcessing = CaptureProcessing(), mixer: String? = nil,
        ceilingPercent: Int = 100
    ) {
        self.microphone = microphone
        self.speaker = speaker
        self.duplex = duplex
        self.echoTailMilliseconds = echoTailMilliseconds
        self.processing = processing
        self.mixer = mixer
        self.ceilingPercent = ceilingPercent
    }

    private enum CodingKeys: String, CodingKey {
        case microphone, speaker, duplex, echoTailMilliseconds, processing, mixer, ceilingPercent
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            microphone: try container.decodeIfPresent(String.self, forKey: .microphone) ?? "default",
            speaker: try container.decodeIfPresent(String.self, forKey: .speaker) ?? "default",
            duplex: try container.decodeIfPresent(Duplex.self, forKey: .duplex) ?? .full,
            echoTailMilliseconds: try container.decodeIfPresent(Int.self, forKey: .echoTailMilliseconds) ?? 120,
            processing: try container.decodeIfPresent(CaptureProcessing.self, forKey: .processing)
                ?? CaptureProcessing(),
            mixer: try container.decodeIfPresent(String.self, forKey: .mixer),
            ceilingPercent: try container.decodeIfPresent(Int.self, forKey: .ceilingPercent) ?? 100)
    }
}
