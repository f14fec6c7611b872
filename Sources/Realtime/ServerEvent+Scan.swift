internal import Audio

extension ServerEvent.ResponseOutputAudioDelta {
    /// The event from the text that it nearly always has; `nil` for any other, which the general path must read.
    init?(scanning json: UnsafeBufferPointer<UInt8>) {
        var scanner = FlatScanner(json)
        var isTyped = false
        var eventID: EventID?
        var responseID: ResponseID?
        var itemID: ItemID?
        var outputIndex: Int?
        var contentIndex: Int?
        var delta: [UInt8]?

        guard scanner.take("{") else { return nil }
        repeat {
            guard let key = scanner.key() else { return nil }
            if !isTyped, key.spell("type") {
                guard scanner.string()?.spell("response.output_audio.delta") == true else { return nil }
                isTyped = true
            } else if delta == nil, key.spell("delta") {
                guard let bytes = scanner.base64() else { return nil }
                delta = bytes
            } else if eventID == nil, key.spell("event_id") {
                guard let text = scanner.string() else { return nil }
                eventID = EventID(text.text)
            } else if responseID == nil, key.spell("response_id") {
                guard let text = scanner.string() else { return nil }
                responseID = ResponseID(text.text)
            } else if itemID == nil, key.spell("item_id") {
                guard let text = scanner.string() else { return nil }
                itemID = ItemID(text.text)
            } else if outputIndex == nil, key.spell("output_index") {
                guard let number = scanner.integer() else { return nil }
                outputIndex = number
            } else if contentIndex == nil, key.spell("content_index") {
                guard let number = scanner.integer() else { return nil }
                contentIndex = number
            } else {
                return nil
            }
        } while scanner.take(",")

        guard scanner.take("}"), scanner.isAtEnd(), isTyped, let responseID, let itemID, let outputIndex,
            let contentIndex,
            let delta
        else { return nil }
        self.init(
            responseID: responseID, itemID: itemID, outputIndex: outputIndex, contentIndex: contentIndex,
            delta: AudioBytes(delta), eventID: eventID ?? "")
    }

    /// The text that the general path would write; `nil` where only that can tell.
    func plainJSON() -> [UInt8]? {
        guard extra.isEmpty, outputIndex >= 0, contentIndex >= 0 else { return nil }
        let ids = eventID.rawValue.utf8.count + itemID.rawValue.utf8.count + responseID.rawValue.utf8.count
        return PlainWriter.text(capacity: Base64.encodedCount(of: delta.bytes.count) + ids + 200) { json in
            json.write("{\"content_index\":")
            json.write(number: contentIndex)
            json.write(",\"delta\":\"")
            json.write(base64: delta.bytes)
            if !eventID.rawValue.isEmpty {
                json.write("\",\"event_id\":\"")
                json.write(plain: eventID.rawValue)
            }
            json.write("\",\"item_id\":\"")
            json.write(plain: itemID.rawValue)
            json.write("\",\"output_index\":")
            json.write(number: outputIndex)
            json.write(",\"response_id\":\"")
            json.write(plain: responseID.rawValue)
            json.write("\",\"type\":\"response.output_audio.delta\"}")
        }
    }
}
