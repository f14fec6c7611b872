import Audio
import Dispatch
import Foundation
import OfflineTutor
public import Realtime
import Speech
import Synchronization

/// Runs one ``OfflineSession``: recogniser and voice on threads of their own, the session on the task that calls.
///
/// The same code serves the box itself (``OfflineLink``) and clients that come over a WebSocket.
public final class OfflineConversation: Sendable {
    private let voices: OfflineVoices
    private let engine: OfflineEngine?
    private let identity: String
    private let servers: HostedServers
    private let events: AsyncStream<OfflineSession.Event>
    private let inbox: AsyncStream<OfflineSession.Event>.Continuation
    /// The newest utterance that was hushed, and all before it.
    private let hushed = Mutex(0)
    /// Frames that the voice may be ahead of what was delivered: it waits for a slow client, and an order to stop is
    /// never far behind what was already spoken.
    private let room = DispatchSemaphore(value: OfflineConversation.mostAhead)
    private static let mostAhead = 64

    /// - Parameters:
    ///   - identity: distinguishes the identifiers of this conversation: letters and digits.
    ///   - servers: reaches the hosted MCP servers that the client names.
    public convenience init(voices: OfflineVoices, identity: String, servers: HostedServers = HostedServers()) {
        self.init(voices: voices, engine: nil, identity: identity, servers: servers)
    }

    /// With ears and a voice that are loaded already, and stay so.
    convenience init(engine: OfflineEngine, identity: String) {
        self.init(voices: engine.voices, engine: engine, identity: identity, servers: HostedServers())
    }

    private init(voices: OfflineVoices, engine: OfflineEngine?, identity: String, servers: HostedServers) {
        self.voices = voices
        self.engine = engine
        self.identity = identity
        self.servers = servers
        (events, inbox) = AsyncStream.makeStream()
    }

    /// What the client sends, in its order.
    public func receive(_ event: ClientEvent) { inbox.yield(.client(event)) }
    /// What came from the client and is no event: what is wrong, in which field, and what the client called it.
    public func receive(malformed what: String, param: String? = nil, event: EventID? = nil) {
        inbox.yield(.malformed(what, param: param, event: event))
    }
    /// The client is gone: ``run(model:deliver:)`` returns.
    public func end() { inbox.finish() }

    /// Answers until the client is gone or the task is cancelled.
    /// - Parameter deliver: takes the server's events, in order; it may wait for a slow reader.
    public func run(model: String?, deliver: (ServerEvent) async throws -> Void) async throws {
        let engine = self.engine ?? OfflineEngine(voices: voices)
        let (ears, mouth) = (engine.ears, engine.mouth)
        defer {
            // Nothing of what this pupil said is left for the next.
            ears.post { $0.cancel() }
            hushed.withLock { $0 = .max }
            // A voice that waits for room finds it, and that it is hushed.
            for _ in 0..<OfflineConversation.mostAhead { room.signal() }
            if self.engine == nil { engine.finish() }
        }
        try await withThrowingDiscardingTaskGroup { group in
            var session = OfflineSession(identity: identity)
            inbox.yield(.connected(model: model))
            for await event in events {
                if case .voiced = event { room.signal() }
                for action in session.handle(event) {
                    if case .send(let event) = action {
                        try await deliver(event)
                    } else if let errand = carryOut(action, ears, mouth) {
                        group.addTask { await errand() }
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// - Returns: what takes its time.
    private func carryOut(
        _ action: OfflineSession.Action, _ ears: WorkThread<Ears>, _ mouth: WorkThread<Mouth>
    ) -> (@Sendable () async -> Void)? {
        switch action {
        case .send: break
        case .listen(let wanted): ears.post { $0.begin(Grammar(wanted)) }
        case .hear(let frame): ears.post { $0.hear(frame) }
        case .forget: ears.post { $0.cancel() }
        case .finishListening:
            let posted = ears.post { [inbox] in inbox.yield(.recognised($0.finish())) }
            if !posted {
                inbox.yield(.recognised(PupilWords(text: "", confidence: 0, judgement: .rejected)))
            }
        case .speak(let utterance, let text, let style):
            let posted = mouth.post { [self] in $0.speak(text, style, utterance, self) }
            if !posted { inbox.yield(.voiceFailed(utterance, "too much is waiting to be spoken")) }
        case .hush(let utterance):
            hushed.withLock { $0 = max($0, utterance.rawValue) }
        case .listTools(let server):
            return { [inbox, servers] in
                do {
                    inbox.yield(.toolsListed(server.serverLabel, try await servers.tools(of: server)))
                } catch {
                    // The protocol has no place for the reason.
                    FileHandle.standardError.write(Data("tutord: MCP server '\(server.serverLabel)': \(error)\n".utf8))
                    inbox.yield(.toolsListed(server.serverLabel, nil))
                }
            }
        case .callTool(let server, let tool, let arguments, let id):
            return { [inbox, servers] in
                do {
                    let text = try await servers.call(tool, of: server, arguments: arguments)
                    inbox.yield(.toolCalled(id, .output(text)))
                } catch {
                    inbox.yield(.toolCalled(id, .failed("\(error)")))
                }
            }
        }
        return nil
    }

    fileprivate func isHushed(_ utterance: Utterance) -> Bool { hushed.withLock { $0 >= utterance.rawValue } }
    fileprivate func tell(_ event: OfflineSession.Event) { inbox.yield(event) }

    /// Hands a frame over, once there is room. Returns whether more is wanted.
    fileprivate func deliver(_ frame: AudioFrame, of utterance: Utterance) -> Bool {
        guard !isHushed(utterance) else { return false }
        room.wait()
        guard !isHushed(utterance) else {
            room.signal()
            return false
        }
        inbox.yield(.voiced(frame, utterance))
        return true
    }
}

/// A recogniser with what went wrong with it.
struct Ears {
    private enum Condition {
        case ready(any Recognizer)
        case broken(String)
    }

    private var condition: Condition
    private var fault: String?

    init(_ make: () throws -> any Recognizer) {
        do {
            condition = .ready(try make())
        } catch {
            condition = .broken("\(error)")
        }
    }

    mutating func begin(_ grammar: Grammar) { attempt { try $0.begin(grammar) } }
    mutating func hear(_ frame: AudioFrame) { attempt { try $0.hear(frame) } }

    mutating func cancel() {
        if case .ready(let recognizer) = condition { recognizer.cancel() }
        fault = nil
    }

    mutating func finish() -> PupilWords {
        var words = PupilWords(text: "", confidence: 0, judgement: .rejected)
        attempt { words = PupilWords(try $0.finish()) }
        fault = nil
        return words
    }

    private mutating func attempt(_ work: (any Recognizer) throws -> Void) {
        guard case .ready(let recognizer) = condition, fault == nil else { return }
        do {
            try work(recognizer)
        } catch {
            // The turn counts as not understood, and is asked again.
            fault = "\(error)"
        }
    }
}

/// A voice with what went wrong with it.
struct Mouth {
    private let voice: Result<any Voice, any Error>

    init(_ make: () throws -> any Voice) { voice = Result { try make() } }

    func speak(_ text: String, _ style: SpeakingStyle, _ utterance: Utterance, _ conversation: OfflineConversation) {
        do {
            try voice.get().speak(text, style: VoiceStyle(style)) { frame in
                conversation.deliver(frame, of: utterance)
            }
            conversation.tell(.voiceFinished(utterance))
        } catch {
            conversation.tell(.voiceFailed(utterance, "\(error)"))
        }
    }
}

extension Grammar {
    fileprivate init(_ wanted: ListeningFor) {
        self.init(phrases: wanted.phrases, numbers: wanted.numbers, aside: wanted.aside, except: wanted.except)
    }
}

extension PupilWords {
    fileprivate init(_ hypothesis: Hypothesis) {
        let judgement: Judgement =
            switch hypothesis.judgement {
            case .accepted: .accepted
            case .doubtful: .doubtful
            case .rejected: .rejected
            case .silence: .silence
            }
        self.init(text: hypothesis.text, confidence: hypothesis.confidence, judgement: judgement)
    }
}

extension VoiceStyle {
    fileprivate init(_ style: SpeakingStyle) {
        // Voices of a provider are not on the box: the language decides.
        let local = style.name.flatMap { $0.hasPrefix("espeak:") ? String($0.dropFirst("espeak:".count)) : nil }
        self.init(language: style.language, name: local, speed: style.speed)
    }
}
