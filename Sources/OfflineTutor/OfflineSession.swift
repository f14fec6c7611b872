public import Audio
public import Realtime

/// One connection of the offline tutor: a Realtime *server* session. Client events in, server events out.
///
/// Pure, like the tutor's own session: what it wants recognised or spoken are actions, and what came of it are events.
/// It emits the full GA sequences, from `session.created` to `response.done` with usage, and refuses what the API
/// refuses, with the same codes.
public struct OfflineSession: Sendable {
    public enum Event: Sendable, Hashable, Codable {
        /// A client is there. The model is what its URL asked for.
        case connected(model: String?)
        case client(ClientEvent)
        /// Something came that is no client event: what is wrong, in which field, and what the client called it.
        case malformed(String, param: String? = nil, event: EventID? = nil)
        case recognised(PupilWords)
        case voiced(AudioFrame, Utterance)
        case voiceFinished(Utterance)
        case voiceFailed(Utterance, String)
        /// A hosted MCP server, by its label; `nil` when it does not answer.
        case toolsListed(String, [MCPListedTool]?)
        case toolCalled(ItemID, HostedResult)
    }

    public enum Action: Sendable, Hashable, Codable {
        case send(ServerEvent)
        /// A turn of the pupil begins.
        case listen(ListeningFor)
        case hear(AudioFrame)
        /// The turn is over: answered by ``Event/recognised(_:)``.
        case finishListening
        /// The turn does not count.
        case forget
        /// Answered by ``Event/voiced(_:_:)``, then ``Event/voiceFinished(_:)`` or ``Event/voiceFailed(_:_:)``.
        case speak(Utterance, String, SpeakingStyle)
        case hush(Utterance)
        /// Answered by ``Event/toolsListed(_:_:)``.
        case listTools(MCPTool)
        /// Answered by ``Event/toolCalled(_:_:)``.
        case callTool(MCPTool, String, arguments: String, ItemID)
    }

    /// What is in the input audio buffer.
    enum Buffer: Sendable, Hashable {
        case empty
        case filling(samples: Int)
    }

    /// What the engine is saying.
    enum Responding: Sendable, Hashable {
        case nothing
        /// The pupil's words are not known yet; they are a matter of milliseconds.
        case recognising(Answer)
        case speaking(Answer, SpokenMessage)
        /// A hosted MCP server works.
        case using(Answer, HostedCall)
    }

    let identity: String
    var session: RealtimeSession
    var log = ConversationLog()
    var drill = DrillMaster()
    var knownTools = KnownTools.none
    var buffer = Buffer.empty
    var responding = Responding.nothing
    /// User items whose words the recogniser still owes, in order.
    var unrecognised: [ItemID] = []
    /// What came into the conversation since the last response.
    var news: [DrillMaster.News] = []
    /// Hosted MCP servers by their labels.
    var hosted: [String: HostedServer] = [:]
    /// Calls that the client was asked to approve.
    var unapproved: [HostedCall] = []
    /// Calls that it approved, to be run, and those that run.
    var approved: [HostedCall] = []
    var aside: [HostedCall] = []
    /// What the client's answers to them came to, for the next response.
    var decided: [DrillMaster.Step] = []
    var counter = Counter()
    var inputTokens = TokenCount()
    var hasSpoken: Spoken = .nothing

    enum Spoken: Sendable, Hashable { case nothing, audio }

    /// Numbers for identifiers, which are unique in a connection.
    struct Counter: Sendable, Hashable {
        var events = 0
        var items = 0
        var responses = 0
        var calls = 0
        var utterances = 0
    }

    /// - Parameter identity: distinguishes this connection's identifiers from another's: letters and digits.
    public init(identity: String) {
        self.identity = identity
        session = RealtimeSession(
            model: "offline", instructions: "", outputModalities: [.audio],
            audio: AudioConfiguration(
                input: AudioInputConfiguration(
                    format: .pcm24kHz, turnDetection: .null, transcription: .null, noiseReduction: .null),
                output: AudioOutputConfiguration(format: .pcm24kHz, voice: .named("offline"), speed: 1)),
            tools: [], toolChoice: .auto, maxOutputTokens: .unlimited, truncation: .auto, tracing: .null,
            id: "sess_\(identity)", object: "realtime.session")
    }

    public mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .connected(let model): connected(model)
        case .client(let event): client(event)
        case .malformed(let what, let param, let event):
            [
                refuse(
                    event, "The event is not one of the Realtime API: \(what)",
                    code: param == nil ? "invalid_json" : .invalidValue, param: param)
            ]
        case .recognised(let words): recognised(words)
        case .voiced(let frame, let utterance): voiced(frame, utterance)
        case .voiceFinished(let utterance): voiceFinished(utterance)
        case .voiceFailed(let utterance, let reason): voiceFailed(utterance, reason)
        case .toolsListed(let label, let tools): toolsListed(label, tools)
        case .toolCalled(let id, let result): toolCalled(id, result)
        }
    }

    private mutating func connected(_ model: String?) -> [Action] {
        if let model, !model.isEmpty { session.model = model }
        let created = session
        let conversation = Conversation(id: "conv_\(identity)", object: "realtime.conversation")
        return [
            send { .sessionCreated(.init(session: .realtime(created), eventID: $0)) },
            send { .conversationCreated(.init(conversation: conversation, eventID: $0)) },
        ]
    }

    private mutating func client(_ event: ClientEvent) -> [Action] {
        switch event {
        case .sessionUpdate(let event): return update(event)
        case .inputAudioBufferAppend(let event): return append(event)
        case .inputAudioBufferCommit(let event): return commit(event)
        case .inputAudioBufferClear: return clear()
        case .conversationItemCreate(let event): return create(event)
        case .conversationItemRetrieve(let event): return retrieve(event)
        case .conversationItemTruncate(let event): return truncate(event)
        case .conversationItemDelete(let event): return delete(event)
        case .responseCreate(let event): return respond(event)
        case .responseCancel(let event): return cancel(event)
        case .outputAudioBufferClear(let event):
            return [
                refuse(
                    event.eventID,
                    "output_audio_buffer.clear is for WebRTC and SIP: over a WebSocket the client "
                        + "plays the audio and stops it.", code: "invalid_event_type", param: "type")
            ]
        case .unknown(let object):
            let id = object.fields["event_id"]?.stringValue.map { EventID(rawValue: $0) }
            return [
                refuse(
                    id, "Invalid value: '\(object.type)'. The event type is not known.", code: "invalid_value",
                    param: "type")
            ]
        }
    }
}

// MARK: - Events and identifiers

extension OfflineSession {
    mutating func send(_ event: (EventID) -> ServerEvent) -> Action {
        counter.events += 1
        return .send(event(EventID(rawValue: "event_\(identity)_\(counter.events)")))
    }

    mutating func refuse(_ event: EventID?, _ message: String, code: APIError.Code, param: String? = nil) -> Action {
        send {
            .error(
                .init(
                    error: APIError(
                        type: "invalid_request_error", message: message, code: code, param: param, eventID: event),
                    eventID: $0))
        }
    }

    mutating func newItemID() -> ItemID {
        counter.items += 1
        return ItemID(rawValue: "item_\(identity)_\(counter.items)")
    }
}
