internal import Audio

extension ClientEvent.InputAudioBufferAppend {
    /// The event from the text that it nearly always has; `nil` for any other, which the general path must read.
    init?(scanning json: UnsafeBufferPointer<UInt8>) {
        var scanner = FlatScanner(json)
        var isTyped = false
        var eventID: EventID?
        var audio: [UInt8]?

        guard scanner.take("{") else { return nil }
        repeat {
            guard let key = scanner.key() else { return nil }
            if !isTyped, key.spell("type") {
                guard scanner.string()?.spell("input_audio_buffer.append") == true else { return nil }
                isTyped = true
            } else if audio == nil, key.spell("audio") {
                guard let bytes = scanner.base64() else { return nil }
                audio = bytes
            } else if eventID == nil, key.spell("event_id") {
                guard let text = scanner.string() else { return nil }
                eventID = EventID(text.text)
            } else {
                return nil
            }
        } while scanner.take(",")

        guard scanner.take("}"), scanner.isAtEnd(), isTyped, let audio else { return nil }
        self.init(audio: AudioBytes(audio), eventID: eventID)
    }

    /// The text that the general path would write; `nil` where only that can tell.
    func plainJSON() -> [UInt8]? {
        guard extra.isEmpty else { return nil }
        let id = eventID?.rawValue.utf8.count ?? 0
        return PlainWriter.text(capacity: Base64.encodedCount(of: audio.bytes.count) + id + 100) { json in
            json.write("{\"audio\":\"")
            json.write(base64: audio.bytes)
            if let eventID {
                json.write("\",\"event_id\":\"")
                json.write(plain: eventID.rawValue)
            }
            json.write("\",\"type\":\"input_audio_buffer.append\"}")
        }
    }
}
