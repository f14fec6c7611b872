public import Audio

/// A part of a message (Realtime API, content parts).
///
/// `extra` holds the fields that are not known. A part that lacks what its type is made of is kept as `unknown`.
public enum ContentPart: Sendable, Hashable {
    /// `input_text`: what the user or the system wrote.
    case inputText(String, extra: JSONObject = [:])
    /// `input_audio`: what the user said.
    case inputAudio(audio: AudioBytes?, transcript: String?, extra: JSONObject = [:])
    /// `input_image`: what the user shows; `url` is a `data:` URL of a PNG or JPEG.
    case inputImage(url: String, detail: String?, extra: JSONObject = [:])
    /// `output_text`: what the model wrote.
    case outputText(String, extra: JSONObject = [:])
    /// `output_audio`: what the model said.
    case outputAudio(audio: AudioBytes?, transcript: String?, extra: JSONObject = [:])
    /// `text`: as `output_text`, in `response.content_part` events.
    case text(String, extra: JSONObject = [:])
    /// `audio`: as `output_audio`, in `response.content_part` events.
    case audio(audio: AudioBytes?, transcript: String?, extra: JSONObject = [:])
    case unknown(UnknownObject)

    /// What the part says in words: its text or its transcript.
    public var words: String? {
        switch self {
        case .inputText(let text, _), .outputText(let text, _), .text(let text, _): text
        case .inputAudio(_, let transcript, _), .outputAudio(_, let transcript, _), .audio(_, let transcript, _):
            transcript
        case .inputImage, .unknown: nil
        }
    }
}
