/// An encoding of audio (Realtime API, `format`).
public struct AudioFormat: ShapedObject {
    public var type: Kind?
    /// In Hz; 24,000 is the only one for PCM.
    public var rate: Int?
    public var extra: JSONObject = [:]

    public init(type: Kind? = nil, rate: Int? = nil) {
        self.type = type
        self.rate = rate
    }

    static let shape = Shape<Self>(Self.init(type:rate:), .optional("type", \.type), .optional("rate", \.rate))
}

extension AudioFormat {
    /// 16-bit little-endian mono PCM at 24 kHz.
    public static let pcm24kHz = AudioFormat(type: .pcm, rate: 24_000)
    /// G.711 µ-law at 8 kHz.
    public static let muLaw = AudioFormat(type: .muLaw)
    /// G.711 A-law at 8 kHz.
    public static let aLaw = AudioFormat(type: .aLaw)

    /// The media type of an encoding.
    public struct Kind: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let pcm: Self = "audio/pcm"
        public static let muLaw: Self = "audio/pcmu"
        public static let aLaw: Self = "audio/pcma"
    }
}
