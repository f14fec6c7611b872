/// What somebody said or wrote (Realtime API, item `message`).
public struct Message: ShapedObject {
    public var role: MessageRole
    public var content: [ContentPart]
    public var id: ItemID?
    public var status: ItemStatus?
    public var phase: MessagePhase?
    /// The constant `realtime.item`; without effect on input.
    public var object: String?
    public var extra: JSONObject = [:]

    public init(
        role: MessageRole, content: [ContentPart], id: ItemID? = nil, status: ItemStatus? = nil,
        phase: MessagePhase? = nil, object: String? = nil
    ) {
        self.role = role
        self.content = content
        self.id = id
        self.status = status
        self.phase = phase
        self.object = object
    }

    static let shape = Shape<Self>(
        type: "message", Self.init(role:content:id:status:phase:object:), .required("role", \.role),
        .required("content", \.content), .optional("id", \.id), .optional("status", \.status),
        .optional("phase", \.phase), .optional("object", \.object))
}

/// Whether an assistant message is the answer or comes on the way to it (`gpt-realtime-2`).
public struct MessagePhase: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let commentary: Self = "commentary"
    public static let finalAnswer: Self = "final_answer"
}

/// How far an item is.
public struct ItemStatus: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let completed: Self = "completed"
    public static let incomplete: Self = "incomplete"
    public static let inProgress: Self = "in_progress"
}
