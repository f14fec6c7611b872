/// Identifies an item of a conversation (`item_…`). A client may make its own out of letters, digits, `_` and `-`.
public struct ItemID: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// As `previous_item_id` of `conversation.item.create`: before all other items.
    public static let root: ItemID = "root"
}

/// Identifies a response (`resp_…`).
public struct ResponseID: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Ties a function call to its output (`call_…`).
public struct CallID: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Identifies an event. The one of a client event comes back in the `error` that it caused.
public struct EventID: WireString {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
