/// The configuration of a conversation (Realtime API, session of type `realtime`).
///
/// In `session.update` an absent field stays as it is; `instructions` are cleared by `""` and `tools` by `[]`.
public struct RealtimeSession: ShapedObject {
    /// Cannot be changed once connected.
    public var model: String?
    public var instructions: String?
    /// `[.audio]` (with transcript) or `[.text]`.
    public var outputModalities: [Modality]?
    public var audio: AudioConfiguration?
    public var tools: [Tool]?
    public var toolChoice: ToolChoice?
    public var parallelToolCalls: Bool?
    public var reasoning: Reasoning?
    public var maxOutputTokens: MaxOutputTokens?
    public var truncation: Truncation?
    public var prompt: Prompt?
    public var tracing: Nullable<Tracing>?
    /// `item.input_audio_transcription.logprobs` is the one known.
    public var include: [String]?
    /// Given by the server.
    public var id: String?
    /// Given by the server: `realtime.session`.
    public var object: String?
    /// Given by the server, in seconds since 1970.
    public var expiresAt: Int?
    public var extra: JSONObject = [:]

    public init(
        model: String? = nil, instructions: String? = nil, outputModalities: [Modality]? = nil,
        audio: AudioConfiguration? = nil, tools: [Tool]? = nil, toolChoice: ToolChoice? = nil,
        parallelToolCalls: Bool? = nil, reasoning: Reasoning? = nil, maxOutputTokens: MaxOutputTokens? = nil,
        truncation: Truncation? = nil, prompt: Prompt? = nil, tracing: Nullable<Tracing>? = nil,
        include: [String]? = nil, id: String? = nil, object: String? = nil, expiresAt: Int? = nil
    ) {
        self.model = model
        self.instructions = instructions
        self.outputModalities = outputModalities
        self.audio = audio
        self.tools = tools
        self.toolChoice = toolChoice
        self.parallelToolCalls = parallelToolCalls
        self.reasoning = reasoning
        self.maxOutputTokens = maxOutputTokens
        self.truncation = truncation
        self.prompt = prompt
        self.tracing = tracing
        self.include = include
        self.id = id
        self.object = object
        self.expiresAt = expiresAt
    }

    static let shape = Shape<Self>(
        type: "realtime",
        Self.init(
            model:instructions:outputModalities:audio:tools:toolChoice:parallelToolCalls:reasoning:maxOutputTokens:
            truncation:prompt:tracing:include:id:object:expiresAt:),
        .optional("model", \.model), .optional("instructions", \.instructions),
        .optional("output_modalities", \.outputModalities), .optional("audio", \.audio), .optional("tools", \.tools),
        .optional("tool_choice", \.toolChoice), .optional("parallel_tool_calls", \.parallelToolCalls),
        .optional("reasoning", \.reasoning), .optional("max_output_tokens", \.maxOutputTokens),
        .optional("truncation", \.truncation), .optional("prompt", \.prompt), .nullable("tracing", \.tracing),
        .optional("include", \.include), .optional("id", \.id), .optional("object", \.object),
        .optional("expires_at", \.expiresAt))
}

/// A form of output.
public struct Modality: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let audio: Self = "audio"
    public static let text: Self = "text"
}
