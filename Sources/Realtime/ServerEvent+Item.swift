extension ServerEvent {
    /// Realtime API, server event `conversation.item.added`: an item entered the conversation. Carries no audio.
    public struct ConversationItemAdded: ServerPayload {
        public var item: Item
        public var previousItemID: ItemID?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(item: Item, previousItemID: ItemID? = nil, eventID: EventID = "") {
            self.item = item
            self.previousItemID = previousItemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.added", Self.init(item:previousItemID:eventID:), .required("item", \.item),
            .optional("previous_item_id", \.previousItemID), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.done`: an item is complete. Carries no audio.
    public struct ConversationItemDone: ServerPayload {
        public var item: Item
        public var previousItemID: ItemID?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(item: Item, previousItemID: ItemID? = nil, eventID: EventID = "") {
            self.item = item
            self.previousItemID = previousItemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.done", Self.init(item:previousItemID:eventID:), .required("item", \.item),
            .optional("previous_item_id", \.previousItemID), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.created`: an older name of `conversation.item.added`.
    public struct ConversationItemCreated: ServerPayload {
        public var item: Item
        public var previousItemID: ItemID?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(item: Item, previousItemID: ItemID? = nil, eventID: EventID = "") {
            self.item = item
            self.previousItemID = previousItemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.created", Self.init(item:previousItemID:eventID:), .required("item", \.item),
            .optional("previous_item_id", \.previousItemID), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.retrieved`: answers `conversation.item.retrieve`, with audio.
    public struct ConversationItemRetrieved: ServerPayload {
        public var item: Item
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(item: Item, eventID: EventID = "") {
            self.item = item
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.retrieved", Self.init(item:eventID:), .required("item", \.item),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.truncated`: the audio of an assistant message was cut.
    public struct ConversationItemTruncated: ServerPayload {
        public var itemID: ItemID
        public var contentIndex: Int
        /// The length that is left, in ms.
        public var audioEndMilliseconds: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, contentIndex: Int, audioEndMilliseconds: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.audioEndMilliseconds = audioEndMilliseconds
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.truncated", Self.init(itemID:contentIndex:audioEndMilliseconds:eventID:),
            .required("item_id", \.itemID), .required("content_index", \.contentIndex),
            .required("audio_end_ms", \.audioEndMilliseconds), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.deleted`: an item was deleted.
    public struct ConversationItemDeleted: ServerPayload {
        public var itemID: ItemID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID = "") {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.deleted", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .eventID(\.eventID))
    }
}
