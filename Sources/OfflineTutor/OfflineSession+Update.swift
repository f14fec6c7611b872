import FoundationEssentials
import Realtime

// `session.update`: only what is given changes.
extension OfflineSession {
    mutating func update(_ event: ClientEvent.SessionUpdate) -> [Action] {
        switch event.session {
        case .realtime(let wanted):
            if let fault = fault(of: wanted) {
                return [refuse(event.eventID, fault.message, code: .invalidValue, param: fault.param)]
            }
            guard var merged = session.merging(wanted) else {
                return [
                    refuse(event.eventID, "The session could not be read.", code: .invalidValue, param: "session")
                ]
            }
            merged.model = session.model
            session = merged
            knownTools = KnownTools(
                (merged.tools ?? []).compactMap { if case .function(let function) = $0 { function } else { nil } })
            inputTokens.add(text: wanted.instructions ?? "")
            let updated = send { .sessionUpdated(.init(session: .realtime(merged), eventID: $0)) }
            return [updated] + host(merged.tools ?? [])
        case .transcription, .unknown:
            return [
                refuse(
                    event.eventID, "This server holds sessions of type 'realtime' only.", code: .invalidValue,
                    param: "session.type")
            ]
        }
    }

    private func fault(of wanted: RealtimeSession) -> (message: String, param: String)? {
        if let model = wanted.model, model != session.model {
            return ("The model of a session cannot be changed.", "session.model")
        }
        if let voice = wanted.audio?.output?.voice, voice != session.audio?.output?.voice, hasSpoken == .audio {
            return ("The voice cannot be changed after the first audio of a session.", "session.audio.output.voice")
        }
        if let speed = wanted.audio?.output?.speed, !(0.25...1.5).contains(speed) {
            return ("Invalid 'session.audio.output.speed': expected 0.25 to 1.5.", "session.audio.output.speed")
        }
        if case .value? = wanted.audio?.input?.turnDetection {
            return (
                "This server knows push-to-talk only: set turn_detection to null.",
                "session.audio.input.turn_detection"
            )
        }
        let known: [AudioFormat.Kind] = [.pcm, .muLaw, .aLaw]
        if let kind = wanted.audio?.input?.format?.type, !known.contains(kind) {
            return ("Unknown audio format '\(kind.rawValue)'.", "session.audio.input.format")
        }
        if let kind = wanted.audio?.output?.format?.type, !known.contains(kind) {
            return ("Unknown audio format '\(kind.rawValue)'.", "session.audio.output.format")
        }
        if let rate = wanted.audio?.input?.format?.rate, rate != 24_000 {
            return ("audio/pcm is 24000 Hz.", "session.audio.input.format.rate")
        }
        if let rate = wanted.audio?.output?.format?.rate, rate != 24_000 {
            return ("audio/pcm is 24000 Hz.", "session.audio.output.format.rate")
        }
        if let limit = wanted.maxOutputTokens {
            switch limit {
            case .unlimited, .count(1...4_096): break
            case .count, .other:
                return (
                    "Invalid 'session.max_output_tokens': expected 1 to 4096, or \"inf\".", "session.max_output_tokens"
                )
            }
        }
        if let modalities = wanted.outputModalities, modalities != [.audio], modalities != [.text] {
            return ("output_modalities is [\"audio\"] or [\"text\"].", "session.output_modalities")
        }
        return nil
    }
}

extension JSONValue {
    /// A value as JSON.
    static func of(_ value: some Encodable) -> JSONValue? {
        guard let data = try? JSONEncoder().encode(value) else { return nil }
        return try? JSONDecoder().decode(JSONValue.self, from: data)
    }

    func decoded<Value: Decodable>(_ type: Value.Type) -> Value? {
        guard let data = try? JSONEncoder().encode(self) else { return nil }
        return try? JSONDecoder().decode(type, from: data)
    }
}
