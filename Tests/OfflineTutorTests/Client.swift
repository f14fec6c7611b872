import Audio
import Realtime

@testable import OfflineTutor

/// A client at the other end, with a recogniser that hears what it is told and a voice that speaks at once.
struct Client {
    var session = OfflineSession(identity: "test")
    /// What the recogniser will make of the next turn.
    var hears = PupilWords(text: "", confidence: 0, judgement: .silence)
    /// Whether the voice delivers what it is asked for; otherwise it waits for ``voice(_:)``.
    var voiceWaits = false
    /// What a hosted server lists; `nil` when it is away.
    var tools: [MCPListedTool]?
    var toolsAnswer = true
    /// The functions that a lesson is taught through.
    static let lessonTools = ["next_exercise", "check_answer", "give_hint", "explain", "end_lesson"].map {
        Tool.function(FunctionTool(name: $0))
    }
    private(set) var called: [String] = []
    private(set) var spoken: [String] = []
    private(set) var listened: [ListeningFor] = []
    private(set) var utterance = Utterance(rawValue: 0)

    init() {
        var events = send(.connected(model: "offline"))
        events += send(
            .client(
                .sessionUpdate(
                    .init(
                        session: .realtime(
                            RealtimeSession(
                                audio: AudioConfiguration(
                                    input: AudioInputConfiguration(
                                        transcription: .value(InputTranscription(model: "x", language: "en")))),
                                tools: Client.lessonTools))))))
        precondition(events.contains { $0.type == "session.updated" })
    }

    mutating func send(_ event: ClientEvent) -> [ServerEvent] { send(.client(event)) }

    mutating func send(_ event: OfflineSession.Event) -> [ServerEvent] {
        var waiting = [event]
        var events: [ServerEvent] = []
        while !waiting.isEmpty {
            for action in session.handle(waiting.removeFirst()) {
                switch action {
                case .send(let event): events.append(event)
                case .listen(let wanted): listened.append(wanted)
                case .hear, .forget, .hush: break
                case .listTools(let server): waiting.append(.toolsListed(server.serverLabel, tools))
                case .callTool(_, let name, let arguments, let id):
                    called.append(name)
                    if toolsAnswer { waiting.append(.toolCalled(id, .output("done: \(arguments)"))) }
                case .finishListening: waiting.append(.recognised(hears))
                case .speak(let utterance, let text, _):
                    spoken.append(text)
                    self.utterance = utterance
                    if !voiceWaits { waiting += [.voiced(tone, utterance), .voiceFinished(utterance)] }
                }
            }
        }
        return events
    }

    /// Says something for 300 ms and asks for an answer.
    mutating func say(_ text: String, _ judgement: PupilWords.Judgement = .accepted, confidence: Double = 0.9)
        -> [ServerEvent]
    {
        hears = PupilWords(text: text, confidence: confidence, judgement: judgement)
        var events: [ServerEvent] = []
        for _ in 0..<15 { events += send(.inputAudioBufferAppend(.init(audio: AudioBytes(tone)))) }
        events += send(.inputAudioBufferCommit(.init()))
        return events + send(.responseCreate(.init()))
    }

    /// Gives a tool's result and asks for an answer.
    mutating func give(_ output: String, to call: CallID?) -> [ServerEvent] {
        let item = Item.functionCallOutput(FunctionCallOutput(callID: call ?? "none", output: output))
        return send(.conversationItemCreate(.init(item: item))) + send(.responseCreate(.init()))
    }
}

let tone = AudioFrame([Int16](repeating: 1000, count: 480))

extension [ServerEvent] {
    var types: [String] { map(\.type) }

    var call: FunctionCall? {
        for case .responseOutputItemDone(let event) in self {
            if case .functionCall(let call) = event.item { return call }
        }
        return nil
    }

    var errors: [APIError] {
        compactMap { if case .error(let event) = $0 { event.error } else { nil } }
    }

    var done: Response? {
        for case .responseDone(let event) in self { return event.response }
        return nil
    }
}
