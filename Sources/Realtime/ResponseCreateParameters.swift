/// What one response does otherwise than its session (Realtime API, `response.create.response`).
public struct ResponseCreateParameters: ShapedObject {
    public var instructions: String?
    public var outputModalities: [Modality]?
    /// In place of the conversation; `[]` for none.
    public var input: [ResponseInput]?
    public var conversation: ResponseConversation?
    public var tools: [Tool]?
    public var toolChoice: ToolChoice?
    public var parallelToolCalls: Bool?
    public var reasoning: Reasoning?
    public var maxOutputTokens: MaxOutputTokens?
    public var audio: AudioConfiguration?
    public var prompt: Prompt?
    /// At most 16 pairs.
    public var metadata: [String: String]?
    public var extra: JSONObject = [:]

    public init(
        instructions: String? = nil, outputModalities: [Modality]? = nil, input: [ResponseInput]? = nil,
        conversation: ResponseConversation? = nil, tools: [Tool]? = nil, toolChoice: ToolChoice? = nil,
        parallelToolCalls: Bool? = nil, reasoning: Reasoning? = nil, maxOutputTokens: MaxOutputTokens? = nil,
        audio: AudioConfiguration? = nil, prompt: Prompt? = nil, metadata: [String: String]? = nil
    ) {
        self.instructions = instructions
        self.outputModalities = outputModalities
        self.input = input
        self.conversation = conversation
        self.tools = tools
        self.toolChoice = toolChoice
        self.parallelToolCalls = parallelToolCalls
        self.reasoning = reasoning
        self.maxOutputTokens = maxOutputTokens
        self.audio = audio
        self.prompt = prompt
        self.metadata = metadata
    }

    static let shape = Shape<Self>(

        Self.init(
            instructions:outputModalities:input:conversation:tools:toolChoice:parallelToolCalls:reasoning:
            maxOutputTokens:audio:prompt:metadata:),
        .optional("instructions", \.instructions), .optional("output_modalities", \.outputModalities),
        .optional("input", \.input), .optional("conversation", \.conversation), .optional("tools", \.tools),
        .optional("tool_choice", \.toolChoice), .optional("parallel_tool_calls", \.parallelToolCalls),
        .optional("reasoning", \.reasoning), .optional("max_output_tokens", \.maxOutputTokens),
        .optional("audio", \.audio), .optional("prompt", \.prompt), .optional("metadata", \.metadata))
}

/// Which conversation a response is written to.
public struct ResponseConversation: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let auto: Self = "auto"
    public static let outOfBand: Self = "none"
}

/// An item of the conversation by its identifier (Realtime API, `item_reference`).
public struct ItemReference: ShapedObject {
    public var id: ItemID
    public var extra: JSONObject = [:]

    public init(id: ItemID) {
        self.id = id
    }

    static let shape = Shape<Self>(type: "item_reference", Self.init(id:), .required("id", \.id))
}
