/// The model calls a function (Realtime API, item `function_call`).
public struct FunctionCall: ShapedObject {
    public var name: String
    /// JSON text, as the model wrote it: it may be no JSON, or not what the tool asks for.
    public var arguments: String
    public var callID: CallID?
    public var id: ItemID?
    public var status: ItemStatus?
    /// The constant `realtime.item`; without effect on input.
    public var object: String?
    public var extra: JSONObject = [:]

    public init(
        name: String, arguments: String, callID: CallID? = nil, id: ItemID? = nil, status: ItemStatus? = nil,
        object: String? = nil
    ) {
        self.name = name
        self.arguments = arguments
        self.callID = callID
        self.id = id
        self.status = status
        self.object = object
    }

    static let shape = Shape<Self>(
        type: "function_call", Self.init(name:arguments:callID:id:status:object:), .required("name", \.name),
        .required("arguments", \.arguments), .optional("call_id", \.callID), .optional("id", \.id),
        .optional("status", \.status), .optional("object", \.object))
}

/// What a function answered (Realtime API, item `function_call_output`).
public struct FunctionCallOutput: ShapedObject {
    public var callID: CallID
    /// Free text, mostly JSON.
    public var output: String
    public var id: ItemID?
    public var status: ItemStatus?
    /// The constant `realtime.item`; without effect on input.
    public var object: String?
    public var extra: JSONObject = [:]

    public init(callID: CallID, output: String, id: ItemID? = nil, status: ItemStatus? = nil, object: String? = nil) {
        self.callID = callID
        self.output = output
        self.id = id
        self.status = status
        self.object = object
    }

    static let shape = Shape<Self>(
        type: "function_call_output", Self.init(callID:output:id:status:object:), .required("call_id", \.callID),
        .required("output", \.output), .optional("id", \.id), .optional("status", \.status),
        .optional("object", \.object))
}
