import Audio
import Realtime

// An assistant message that a voice speaks.
extension OfflineSession {
    mutating func speak(_ text: String, _ answer: Answer) -> [Action] {
        let id = newItemID()
        counter.utterances += 1
        let message = SpokenMessage(id: id, utterance: Utterance(rawValue: counter.utterances), text: text)
        let item = Item.message(
            Message(role: .assistant, content: [], id: id, status: .inProgress, object: "realtime.item"))
        let index = answer.output.count
        responding = .speaking(answer, message)
        hasSpoken = .audio
        var actions = begin(item, answer)
        actions.append(
            send {
                .responseContentPartAdded(
                    .init(
                        responseID: answer.id, itemID: id, outputIndex: index, contentIndex: 0,
                        part: .audio(audio: nil, transcript: ""), eventID: $0))
            })
        for piece in text.pieces {
            actions.append(
                send {
                    .responseOutputAudioTranscriptDelta(
                        .init(
                            responseID: answer.id, itemID: id, outputIndex: index, contentIndex: 0, delta: piece,
                            eventID: $0))
                })
        }
        // The order to the voice goes first: it works while the events travel.
        return [.speak(message.utterance, text, style(answer))] + actions
    }

    private func style(_ answer: Answer) -> SpeakingStyle {
        let output = answer.parameters.audio?.output ?? session.audio?.output
        var name: String?
        if case .named(let given)? = output?.voice { name = given }
        var language = "en"
        if case .value(let transcription)? = session.audio?.input?.transcription, let given = transcription.language {
            language = given
        }
        return SpeakingStyle(language: language, name: name, speed: (session.audio?.output?.speed ?? 1) * drill.pace)
    }

    mutating func voiced(_ frame: AudioFrame, _ utterance: Utterance) -> [Action] {
        switch responding {
        case .speaking(let answer, var message) where message.utterance == utterance:
            message.samples += frame.samples.count
            responding = .speaking(answer, message)
            if !answer.isOutOfBand { log.heard(frame.samples.count, of: message.id) }
            let format = answer.parameters.audio?.output?.format ?? session.audio?.output?.format
            return [
                send {
                    .responseOutputAudioDelta(
                        .init(
                            responseID: answer.id, itemID: message.id, outputIndex: answer.output.count,
                            contentIndex: 0, delta: AudioCoding(format).bytes(frame), eventID: $0))
                }
            ]
        // Late audio of a hushed utterance.
        case .nothing, .recognising, .speaking, .using: return []
        }
    }

    mutating func voiceFinished(_ utterance: Utterance) -> [Action] {
        switch responding {
        case .speaking(var answer, let message) where message.utterance == utterance:
            let actions = complete(message, .completed, &answer)
            return actions + proceed(answer)
        case .nothing, .recognising, .speaking, .using: return []
        }
    }

    mutating func voiceFailed(_ utterance: Utterance, _ reason: String) -> [Action] {
        switch responding {
        case .speaking(var answer, let message) where message.utterance == utterance:
            let actions = complete(message, .incomplete, &answer)
            return actions
                + finish(
                    answer, .failed,
                    Response.StatusDetails(
                        type: .failed,
                        error: FailureDetails(type: "server_error", code: "voice_failed", message: reason)))
        case .nothing, .recognising, .speaking, .using: return []
        }
    }

    /// Ends a message, whatever its status: the `done` events come in each case.
    mutating func complete(_ message: SpokenMessage, _ status: ItemStatus, _ answer: inout Answer) -> [Action] {
        let response = answer.id
        let index = answer.output.count
        answer.tokens.add(tutorSamples: message.samples)
        let item = Item.message(
            Message(
                role: .assistant, content: [.outputAudio(audio: nil, transcript: message.text)], id: message.id,
                status: status, object: "realtime.item"))
        let actions = [
            send {
                .responseOutputAudioDone(
                    .init(responseID: response, itemID: message.id, outputIndex: index, contentIndex: 0, eventID: $0))
            },
            send {
                .responseOutputAudioTranscriptDone(
                    .init(
                        responseID: response, itemID: message.id, outputIndex: index, contentIndex: 0,
                        transcript: message.text, eventID: $0))
            },
            send {
                .responseContentPartDone(
                    .init(
                        responseID: response, itemID: message.id, outputIndex: index, contentIndex: 0,
                        part: .audio(audio: nil, transcript: message.text), eventID: $0))
            },
        ]
        return actions + end(item, &answer)
    }
}
