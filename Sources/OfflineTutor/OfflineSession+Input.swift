import Audio
import Realtime

// The input audio buffer and the items of the conversation.
extension OfflineSession {
    mutating func append(_ event: ClientEvent.InputAudioBufferAppend) -> [Action] {
        let frame = AudioCoding(session.audio?.input?.format).frame(event.audio)
        switch buffer {
        case .empty:
            buffer = .filling(samples: frame.samples.count)
            return [.listen(drill.listening(for: knownTools)), .hear(frame)]
        case .filling(let samples):
            buffer = .filling(samples: samples + frame.samples.count)
            return [.hear(frame)]
        }
    }

    mutating func clear() -> [Action] {
        var actions: [Action] = []
        switch buffer {
        case .empty: break
        case .filling: actions.append(.forget)
        }
        buffer = .empty
        return actions + [send { .inputAudioBufferCleared(.init(eventID: $0)) }]
    }

    mutating func commit(_ event: ClientEvent.InputAudioBufferCommit) -> [Action] {
        let samples: Int
        switch buffer {
        case .empty: samples = 0
        case .filling(let count): samples = count
        }
        guard AudioFrame.duration(ofSamples: samples) >= .milliseconds(100) else {
            let milliseconds = AudioFrame.milliseconds(ofSamples: samples)
            return [
                refuse(
                    event.eventID,
                    "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but "
                        + "buffer only has \(milliseconds)ms of audio.", code: .inputAudioBufferCommitEmpty)
            ]
        }
        buffer = .empty
        inputTokens.add(pupilSamples: samples)
        let id = newItemID()
        let previous = log.last
        let item = Item.message(
            Message(
                role: .user, content: [.inputAudio(audio: nil, transcript: nil)], id: id, status: .completed,
                object: "realtime.item"))
        log.insert(item)
        unrecognised.append(id)
        return [
            .finishListening,
            send { .inputAudioBufferCommitted(.init(itemID: id, previousItemID: previous, eventID: $0)) },
            send { .conversationItemAdded(.init(item: item, previousItemID: previous, eventID: $0)) },
            send { .conversationItemDone(.init(item: item, previousItemID: previous, eventID: $0)) },
        ]
    }

    /// The recogniser made something of the oldest turn that it owes.
    mutating func recognised(_ words: PupilWords) -> [Action] {
        guard !unrecognised.isEmpty else { return [] }
        let id = unrecognised.removeFirst()
        news.append(.pupil(words))
        inputTokens.add(text: words.text)
        let transcript: String
        switch words.judgement {
        case .accepted, .doubtful: transcript = words.text
        case .rejected, .silence: transcript = ""
        }
        if case .message(var message)? = log[id]?.item {
            message.content = [.inputAudio(audio: nil, transcript: transcript)]
            log.replace(id, with: .message(message))
        }
        var actions: [Action] = []
        if case .value? = session.audio?.input?.transcription {
            var usage = TokenCount()
            usage.add(text: transcript)
            actions.append(
                send {
                    .conversationItemInputAudioTranscriptionCompleted(
                        .init(
                            itemID: id, contentIndex: 0, transcript: transcript,
                            usage: .tokens(
                                .init(totalTokens: usage.total, inputTokens: 0, outputTokens: usage.total)),
                            eventID: $0))
                })
        }
        switch responding {
        case .recognising(let answer) where unrecognised.isEmpty: return actions + decide(answer)
        case .nothing, .recognising, .speaking, .using: return actions
        }
    }

    mutating func create(_ event: ClientEvent.ConversationItemCreate) -> [Action] {
        let place: ConversationLog.Place
        switch event.previousItemID {
        case nil: place = .last
        case "root"?: place = .first
        case let id?:
            guard log[id] != nil else {
                return [missing(id, event.eventID, param: "previous_item_id")]
            }
            place = .after(id)
        }
        var item = event.item
        if let id = item.id {
            guard id.rawValue.wholeMatch(of: /[a-zA-Z0-9_-]+/) != nil else {
                return [
                    refuse(
                        event.eventID, "Invalid 'item.id': letters, digits, '_' and '-' only.", code: .invalidValue,
                        param: "item.id")
                ]
            }
            guard log[id] == nil else {
                return [
                    refuse(
                        event.eventID, "Item with id '\(id.rawValue)' already exists.", code: .invalidValue,
                        param: "item.id")
                ]
            }
        } else {
            item.identify(newItemID())
        }
        if case .functionCallOutput(let output) = item, !log.hasCall(output.callID) {
            return [
                refuse(
                    event.eventID, "Tool call ID '\(output.callID.rawValue)' not found in conversation.",
                    code: "invalid_tool_call_id", param: "item.call_id")
            ]
        }
        if let fault = take(item) {
            return [refuse(event.eventID, fault, code: .invalidValue, param: "item")]
        }
        guard let id = item.id else { return [] }
        log.insert(item, at: place)
        let previous = log.before(id)
        return [
            send { .conversationItemAdded(.init(item: item, previousItemID: previous, eventID: $0)) },
            send { .conversationItemDone(.init(item: item, previousItemID: previous, eventID: $0)) },
        ] + runApproved()
    }

    /// Notes what a created item means for the drill, or returns why it cannot be created.
    private mutating func take(_ item: Item) -> String? {
        switch item {
        case .message(let message):
            let words = message.content.compactMap(\.words).joined(separator: " ")
            inputTokens.add(text: words)
            switch message.role {
            case .user:
                news.append(.pupil(PupilWords(text: words.spokenWords, confidence: 1, judgement: .accepted)))
            case .assistant:
                for part in message.content {
                    if case .outputAudio = part { return "Assistant audio cannot be created by a client." }
                }
                // A conversation is told again: what came before these words was answered by them.
                drill.recall(news)
                news = []
            case .system:
                // News of a tool: its last line is the result.
                if let line = words.split(separator: "\n").last, line.hasPrefix("{") {
                    news.append(.toolResult(String(line)))
                }
            case .other: break
            }
            return nil
        case .functionCallOutput(let output):
            inputTokens.add(text: output.output)
            news.append(.toolResult(output.output))
            return nil
        case .mcpApprovalResponse(let response): return take(response)
        case .functionCall:
            // A conversation is told again: what came before this call was answered by it.
            drill.recall(news)
            news = []
            return nil
        case .mcpListTools, .mcpCall, .mcpApprovalRequest:
            return nil
        case .unknown(let object):
            return "Invalid value: '\(object.type)' is no type of item."
        }
    }

    mutating func retrieve(_ event: ClientEvent.ConversationItemRetrieve) -> [Action] {
        guard let entry = log[event.itemID] else { return [missing(event.itemID, event.eventID, param: "item_id")] }
        return [send { .conversationItemRetrieved(.init(item: entry.item, eventID: $0)) }]
    }

    mutating func delete(_ event: ClientEvent.ConversationItemDelete) -> [Action] {
        guard log[event.itemID] != nil else { return [missing(event.itemID, event.eventID, param: "item_id")] }
        log.remove(event.itemID)
        return [send { .conversationItemDeleted(.init(itemID: event.itemID, eventID: $0)) }]
    }

    mutating func truncate(_ event: ClientEvent.ConversationItemTruncate) -> [Action] {
        guard let entry = log[event.itemID] else { return [missing(event.itemID, event.eventID, param: "item_id")] }
        guard let samples = entry.samples, samples > 0 else {
            return [
                refuse(
                    event.eventID, "Only model output audio messages can be truncated.",
                    code: .unsupportedContentType, param: "item_id")
            ]
        }
        let milliseconds = AudioFrame.milliseconds(ofSamples: samples)
        guard event.contentIndex == 0, event.audioEndMilliseconds >= 0 else {
            return [
                refuse(
                    event.eventID, "content_index is 0 and audio_end_ms is not negative.", code: .invalidValue,
                    param: event.contentIndex == 0 ? "audio_end_ms" : "content_index")
            ]
        }
        guard event.audioEndMilliseconds <= milliseconds else {
            return [
                refuse(
                    event.eventID,
                    "Audio content of \(milliseconds)ms is already shorter than \(event.audioEndMilliseconds)ms",
                    code: .invalidValue, param: "audio_end_ms")
            ]
        }
        log.truncate(event.itemID, toSamples: AudioFrame.samples(in: .milliseconds(event.audioEndMilliseconds)))
        return [
            send {
                .conversationItemTruncated(
                    .init(
                        itemID: event.itemID, contentIndex: event.contentIndex,
                        audioEndMilliseconds: event.audioEndMilliseconds, eventID: $0))
            }
        ]
    }

    private mutating func missing(_ id: ItemID, _ event: EventID?, param: String) -> Action {
        refuse(event, "Item with id '\(id.rawValue)' does not exist.", code: "item_not_found", param: param)
    }
}

extension String {
    /// Lower-case words with single spaces between, as a recogniser would give them.
    var spokenWords: String {
        lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-" || $0 == "." || $0 == "/") }
            .joined(separator: " ").trimmingPrefix { $0 == "." }.description
            .replacingTrailingDots
    }

    private var replacingTrailingDots: String {
        var text = self
        while text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
