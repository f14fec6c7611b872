/// The configuration of a session that only transcribes (Realtime API, session of type `transcription`).
public struct TranscriptionSession: ShapedObject {
    public var audio: AudioConfiguration?
    public var include: [String]?
    /// Given by the server.
    public var id: String?
    /// Given by the server: `realtime.transcription_session`.
    public var object: String?
    /// Given by the server, in seconds since 1970.
    public var expiresAt: Int?
    public var extra: JSONObject = [:]

    public init(
        audio: AudioConfiguration? = nil, include: [String]? = nil, id: String? = nil, object: String? = nil,
        expiresAt: Int? = nil
    ) {
        self.audio = audio
        self.include = include
        self.id = id
        self.object = object
        self.expiresAt = expiresAt
    }

    static let shape = Shape<Self>(
        type: "transcription", Self.init(audio:include:id:object:expiresAt:), .optional("audio", \.audio),
        .optional("include", \.include), .optional("id", \.id), .optional("object", \.object),
        .optional("expires_at", \.expiresAt))
}
