/// An object of a kind that this version does not know, with all its fields, the `type` among them.
public struct UnknownObject: WireObject {
    public var fields: JSONObject

    public init(_ fields: JSONObject) { self.fields = fields }

    public init(type: String, _ fields: JSONObject = [:]) {
        self.fields = fields
        self.fields["type"] = .string(type)
    }

    /// What the object says it is; empty if it does not say.
    public var type: String { fields["type"]?.stringValue ?? "" }

    public var extra: JSONObject {
        get { fields }
        set { fields = newValue }
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(JSONObject.self))
    }

    public func encode(to encoder: any Encoder) throws { try JSONValue.object(fields).encode(to: encoder) }
}
