internal import FoundationEssentials

extension ClientEvent {
    /// Reads the text of one event, in UTF-8.
    public init(json: some Collection<UInt8>) throws(RealtimeError) {
        self = try json.withContiguousBytes { bytes throws(RealtimeError) in
            if bytes.count <= EventJSON.maximumBytes, let audio = InputAudioBufferAppend(scanning: bytes) {
                return .inputAudioBufferAppend(audio)
            }
            return try EventJSON.decode(ClientEvent.self, from: bytes)
        }
    }

    /// Reads the text of one event.
    public init(json: String) throws(RealtimeError) { try self.init(json: json.utf8) }

    /// The text of the event in UTF-8, its fields in the order of their names.
    public func json() throws(RealtimeError) -> [UInt8] {
        if case .inputAudioBufferAppend(let audio) = self, let json = audio.plainJSON() { return json }
        return [UInt8](try EventJSON.encode(self))
    }

    /// The text of the event, its fields in the order of their names.
    public func jsonText() throws(RealtimeError) -> String { String(decoding: try json(), as: UTF8.self) }
}
