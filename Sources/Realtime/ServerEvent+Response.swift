extension ServerEvent {
    /// Realtime API, server event `response.created`: a response began.
    public struct ResponseCreated: ServerPayload {
        public var response: Response
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(response: Response, eventID: EventID = "") {
            self.response = response
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.created", Self.init(response:eventID:), .required("response", \.response),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.done`: a response ended, whatever way, with its items (no audio) and its usage.
    public struct ResponseDone: ServerPayload {
        public var response: Response
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(response: Response, eventID: EventID = "") {
            self.response = response
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.done", Self.init(response:eventID:), .required("response", \.response), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_item.added`: a response began an item.
    public struct ResponseOutputItemAdded: ServerPayload {
        public var responseID: ResponseID
        public var outputIndex: Int
        public var item: Item
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, outputIndex: Int, item: Item, eventID: EventID = "") {
            self.responseID = responseID
            self.outputIndex = outputIndex
            self.item = item
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_item.added", Self.init(responseID:outputIndex:item:eventID:),
            .required("response_id", \.responseID), .required("output_index", \.outputIndex), .required("item", \.item),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_item.done`: a response finished an item, or was cut short in it.
    public struct ResponseOutputItemDone: ServerPayload {
        public var responseID: ResponseID
        public var outputIndex: Int
        public var item: Item
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, outputIndex: Int, item: Item, eventID: EventID = "") {
            self.responseID = responseID
            self.outputIndex = outputIndex
            self.item = item
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_item.done", Self.init(responseID:outputIndex:item:eventID:),
            .required("response_id", \.responseID), .required("output_index", \.outputIndex), .required("item", \.item),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.content_part.added`: an assistant message began a part.
    public struct ResponseContentPartAdded: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var part: ContentPart
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, part: ContentPart,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.part = part
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.content_part.added", Self.init(responseID:itemID:outputIndex:contentIndex:part:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("part", \.part),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.content_part.done`: an assistant message finished a part.
    public struct ResponseContentPartDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var part: ContentPart
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, part: ContentPart,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.part = part
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.content_part.done", Self.init(responseID:itemID:outputIndex:contentIndex:part:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("part", \.part),
            .eventID(\.eventID))
    }
}
