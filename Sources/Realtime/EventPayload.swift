/// What a case of ``ServerEvent`` carries.
protocol ServerPayload: ShapedObject {
    /// Given by the server; empty where there is none.
    var eventID: EventID { get set }
}

/// What a case of ``ClientEvent`` carries.
protocol ClientPayload: ShapedObject {
    /// Chosen by the client, so that an `error` can name the event that caused it.
    var eventID: EventID? { get set }
}

extension ServerEvent {
    /// The wire type, such as `response.done`.
    public var type: String { Self.type(of: payload) }

    /// Given by the server; `nil` where there is none.
    public var eventID: EventID? {
        switch payload {
        case let payload as any ServerPayload: payload.eventID.rawValue.isEmpty ? nil : payload.eventID
        case let payload: payload.extra["event_id"]?.stringValue.map { EventID($0) }
        }
    }

    /// The wire types that are known, sorted.
    public static var knownTypes: [String] { payloads.types }
}

extension ClientEvent {
    /// The wire type, such as `response.create`.
    public var type: String { Self.type(of: payload) }

    /// Chosen by the client; `nil` where there is none.
    public var eventID: EventID? {
        switch payload {
        case let payload as any ClientPayload: payload.eventID
        case let payload: payload.extra["event_id"]?.stringValue.map { EventID($0) }
        }
    }

    /// The wire types that are known, sorted.
    public static var knownTypes: [String] { payloads.types }
}

extension TaggedUnion {
    static func type(of payload: any WireObject) -> String {
        switch payload {
        case let payload as any ShapedObject: payload.wireType
        case let payload: payload.extra["type"]?.stringValue ?? ""
        }
    }
}

extension ShapedObject {
    fileprivate var wireType: String { Self.shape.type ?? "" }
}
