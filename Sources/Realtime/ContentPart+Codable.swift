internal import Audio

extension ContentPart: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireKey.self)
        func isPresent(_ key: String) -> Bool { (try? container.decodeNil(forKey: WireKey(key))) == false }

        switch decoder.wireType {
        case "input_text" where isPresent("text"): self = try Text(from: decoder).part { .inputText($0, extra: $1) }
        case "output_text" where isPresent("text"): self = try Text(from: decoder).part { .outputText($0, extra: $1) }
        case "text" where isPresent("text"): self = try Text(from: decoder).part { .text($0, extra: $1) }
        case "input_audio": self = try Sound(from: decoder).part { .inputAudio(audio: $0, transcript: $1, extra: $2) }
        case "output_audio": self = try Sound(from: decoder).part { .outputAudio(audio: $0, transcript: $1, extra: $2) }
        case "audio": self = try Sound(from: decoder).part { .audio(audio: $0, transcript: $1, extra: $2) }
        case "input_image" where isPresent("image_url"):
            let image = try Image(from: decoder)
            self = .inputImage(url: image.url, detail: image.detail, extra: image.extra)
        case _:
            self = .unknown(try UnknownObject(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var (part, extra) = object
        part.extra = extra
        try part.encode(to: encoder)
    }

    /// The part as its fields, the known and the others.
    private var object: (any WireObject, JSONObject) {
        switch self {
        case .inputText(let text, let extra): (Text(type: "input_text", text: text), extra)
        case .outputText(let text, let extra): (Text(type: "output_text", text: text), extra)
        case .text(let text, let extra): (Text(type: "text", text: text), extra)
        case .inputAudio(let audio, let transcript, let extra):
            (Sound(type: "input_audio", audio: audio, transcript: transcript), extra)
        case .outputAudio(let audio, let transcript, let extra):
            (Sound(type: "output_audio", audio: audio, transcript: transcript), extra)
        case .audio(let audio, let transcript, let extra):
            (Sound(type: "audio", audio: audio, transcript: transcript), extra)
        case .inputImage(let url, let detail, let extra):
            (Image(type: "input_image", url: url, detail: detail), extra)
        case .unknown(let object): (object, object.fields)
        }
    }
}

// The types of parts outnumber their shapes: a part's `type` is an ordinary field of these.

private struct Text: ShapedObject {
    var type: String
    var text: String
    var extra: JSONObject = [:]

    init(type: String, text: String) {
        self.type = type
        self.text = text
    }

    static let shape = Shape<Self>(Self.init(type:text:), .required("type", \.type), .required("text", \.text))

    func part(_ make: (String, JSONObject) -> ContentPart) -> ContentPart { make(text, extra) }
}

private struct Sound: ShapedObject {
    var type: String
    var audio: AudioBytes?
    var transcript: String?
    var extra: JSONObject = [:]

    init(type: String, audio: AudioBytes?, transcript: String?) {
        self.type = type
        self.audio = audio
        self.transcript = transcript
    }

    static let shape = Shape<Self>(
        Self.init(type:audio:transcript:), .required("type", \.type), .optional("audio", \.audio),
        .optional("transcript", \.transcript))

    func part(_ make: (AudioBytes?, String?, JSONObject) -> ContentPart) -> ContentPart {
        make(audio, transcript, extra)
    }
}

private struct Image: ShapedObject {
    var type: String
    var url: String
    var detail: String?
    var extra: JSONObject = [:]

    init(type: String, url: String, detail: String?) {
        self.type = type
        self.url = url
        self.detail = detail
    }

    static let shape = Shape<Self>(
        Self.init(type:url:detail:), .required("type", \.type), .required("image_url", \.url),
        .optional("detail", \.detail))
}
