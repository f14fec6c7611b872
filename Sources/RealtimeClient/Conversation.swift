public import Audio
public import Dialogue
public import Realtime
import RealtimeSocket
import Synchronization

/// A conversation with a model, held by ``Client``: say something, listen, let it call functions.
///
/// It outlives its connections: what is said while there is none is kept, and a new one is told the conversation.
/// Everything returns at once, except what says `async`. Take a stream before you say what it should answer to.
public final class Conversation: Sendable {
    /// Runs a function for the model: JSON text in (what the model wrote: check it), text out.
    public typealias Function = @Sendable (String) async throws -> String

    /// Decides whether a hosted MCP server may do what it wants.
    public typealias Approver = @Sendable (MCPApprovalRequest) async -> Bool

    private struct State {
        var dialogue: TypedConversation
        var functions: [String: Function] = [:]
        /// Who decides for a hosted MCP server, by its label.
        var approvers: [String: Approver] = [:]
        /// Who waits for each change of settings, oldest first; `nil` where nobody does.
        var waiting: [CheckedContinuation<RealtimeSession, any Error>?] = []
        /// Who waits for the first settings to be taken.
        var starting: [CheckedContinuation<RealtimeSession, any Error>] = []
        var isOver = false
    }

    private let state: Mutex<State>
    private let link: any RealtimeLink
    private let told = Broadcast<ConversationUpdate>()
    private let raw = Broadcast<ServerEvent>()
    /// What the model wants run, each beside the others.
    let jobs: AsyncStream<@Sendable () async -> Void>
    private let start: AsyncStream<@Sendable () async -> Void>.Continuation

    init(link: any RealtimeLink, session: RealtimeSession, limits: TypedConversation.Limits) {
        self.link = link
        state = Mutex(State(dialogue: TypedConversation(session: session, limits: limits)))
        (jobs, start) = AsyncStream.makeStream()
    }

    // MARK: Saying

    /// Says something in writing, and asks for an answer.
    public func send(_ text: String, respond: Bool = true) {
        send(Message(role: .user, content: [.inputText(text)]), respond: respond)
    }

    /// Shows an image, with words beside it.
    /// - Parameters:
    ///   - image: a PNG or JPEG file's bytes.
    ///   - detail: `low`, `high` or `auto`.
    public func send(image: [UInt8], _ text: String? = nil, detail: String? = nil, respond: Bool = true) {
        let kind = image.starts(with: [0xFF, 0xD8]) ? "jpeg" : "png"
        let part = ContentPart.inputImage(url: "data:image/\(kind);base64,\(Base64Text.of(image))", detail: detail)
        send(
            Message(role: .user, content: [part] + (text.map { [.inputText($0)] } ?? [])), respond: respond)
    }

    /// Adds a message of any role and parts.
    public func send(_ message: Message, respond: Bool = true) {
        act { dialogue in dialogue.add(.message(message)) + (respond ? dialogue.respond() : []) }
    }

    /// Adds sound to the turn. 20 ms to 15 MiB at a time; ``commit(respond:)`` ends the turn.
    public func send(audio frame: AudioFrame) { act { $0.append(AudioBytes(frame)) } }

    /// Ends the turn of sound.
    public func commit(respond: Bool = true) { act { $0.commit() + (respond ? $0.respond() : []) } }

    /// Forgets the turn of sound.
    public func clear() { act { $0.clear() } }

    /// Asks for a response, by itself or otherwise than the session says.
    public func respond(_ wishes: ResponseCreateParameters? = nil) { act { $0.respond(wishes) } }

    /// Silence: what is being said is cancelled, and the model is told how much of it was heard (``played(samples:)``).
    public func interrupt() { act { $0.interrupt() } }

    /// Tells that the speaker made this many more samples of the model's voice audible (24 kHz). Without it
    /// nothing is known of what was heard, and the model is told nothing of it.
    public func played(samples: Int) { state.withLock { $0.dialogue.played(samples: samples) } }

    /// Says something in writing, and waits for the whole answer: also for what comes after functions were run.
    /// - Throws: ``ClientError``.
    public func ask(_ text: String) async throws -> String {
        let (updates, known) = (updates(), Set(history.items.map(\.id)))
        send(text)
        return try await Conversation.answer(in: updates, without: known)
    }

    /// The words of the model until it has nothing more to say.
    /// - Parameters:
    ///   - updates: taken before the question was sent.
    ///   - known: what was said before: a new connection is told it again.
    /// - Throws: ``ClientError``.
    public static func answer(
        in updates: AsyncStream<ConversationUpdate>, without known: Set<ItemID> = []
    ) async throws -> String {
        var words: [(id: ItemID, text: String)] = []
        for await update in updates {
            switch update {
            case .item(let item) where item.role == .assistant && !known.contains(item.id):
                if let at = words.firstIndex(where: { $0.id == item.id }) {
                    words[at].text = item.words
                } else {
                    words.append((item.id, item.words))
                }
            case .refused(let error): throw ClientError.refused(error)
            case .responded(let response) where response.status == .failed:
                let error = response.statusDetails?.error
                throw ClientError.refused(
                    APIError(type: error?.type ?? "server_error", message: error?.message ?? "the response failed"))
            case .settled: return words.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n")
            case .item, .responded, .ready, .lost, .removed, .words, .audio, .stopPlaying, .called, .approvalWanted:
                break
            }
        }
        throw ClientError.ended
    }

    // MARK: Settings

    /// Changes settings; what is absent stays as it is. Waits until the server has taken them.
    /// - Returns: all settings that are in effect.
    /// - Throws: ``ClientError``.
    @discardableResult
    public func updateSession(_ update: RealtimeSession) async throws -> RealtimeSession {
        try await changed { $0.configure(update) }
    }

    /// A change of settings, when the server has taken it.
    private func changed(
        _ decide: (inout TypedConversation) -> [TypedConversation.Order]
    ) async throws -> RealtimeSession {
        try await withCheckedThrowingContinuation { continuation in
            let isOver = state.withLock { state in
                guard !state.isOver else { return true }
                state.waiting.append(continuation)
                carryOut(decide(&state.dialogue), &state)
                return false
            }
            if isOver { continuation.resume(throwing: ClientError.ended) }
        }
    }

    /// Waits until the server has taken the settings that the conversation begins with.
    /// - Throws: ``ClientError``.
    func beReady() async throws {
        _ = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<RealtimeSession, any Error>) in
            let known: Result<RealtimeSession, any Error>? = state.withLock { state in
                if state.isOver { return .failure(ClientError.ended) }
                if state.dialogue.isReady { return .success(state.dialogue.session) }
                state.starting.append(continuation)
                return nil
            }
            if let known { continuation.resume(with: known) }
        }
    }

    /// A change of settings that nobody waits for.
    private func change(_ decide: (inout TypedConversation) -> [TypedConversation.Order]) {
        state.withLock { state in
            state.waiting.append(nil)
            carryOut(decide(&state.dialogue), &state)
        }
    }

    /// Lets the model call a function of this program. Its calls of one response run at the same time; what a function
    /// throws is told to the model.
    public func registerTool(_ tool: FunctionTool, _ run: @escaping Function) {
        state.withLock { $0.functions[tool.name] = run }
        change { $0.register(tool) }
    }

    /// Lets the model use a hosted MCP server, which the provider calls itself, and waits until it has its tools.
    /// - Parameter approve: decides what the server may do where its tools need approval; without it
    ///   ``ConversationUpdate/approvalWanted(_:)`` is told.
    /// - Throws: ``ClientError`` when the provider does not reach the server, or the settings are refused.
    @discardableResult
    public func connectMCP(_ server: MCPTool, approve: Approver? = nil) async throws -> [MCPListedTool] {
        let events = events()
        if let approve { state.withLock { $0.approvers[server.serverLabel] = approve } }
        // What is there already is not listed again.
        let known = state.withLock { state in
            state.dialogue.isReady && state.dialogue.session.tools?.contains(.mcp(server)) == true
                ? state.dialogue.history.items : []
        }
        for item in known {
            if case .mcpListTools(let list) = item.item, list.serverLabel == server.serverLabel, !list.tools.isEmpty {
                return list.tools
            }
        }
        _ = try await changed { $0.connect(server, isDecided: approve != nil) }
        var asked: ItemID?
        for await event in events {
            switch event {
            case .conversationItemAdded(let event):
                if case .mcpListTools(let list) = event.item, list.serverLabel == server.serverLabel { asked = list.id }
            case .conversationItemDone(let event):
                if case .mcpListTools(let list) = event.item, list.serverLabel == server.serverLabel, list.id == asked {
                    return list.tools
                }
            case .mcpListToolsFailed(let event) where event.itemID == asked:
                throw ClientError.refused(
                    APIError(type: "mcp", message: "the tools of '\(server.serverLabel)' could not be listed"))
            case _: break
            }
        }
        throw ClientError.ended
    }

    /// Answers what a hosted MCP server wants (``ConversationUpdate/approvalWanted(_:)``).
    public func approve(_ request: MCPApprovalRequest, _ isApproved: Bool = true, reason: String? = nil) {
        act { $0.approve(request.id, isApproved, reason: reason) }
    }

    /// Gives the result of a function that nobody registered (``ConversationUpdate/called(_:)``).
    public func answer(_ call: FunctionCall, output: String) {
        guard let id = call.callID else { return }
        act { $0.answer(id, output: output) }
    }

    // MARK: Listening

    /// Everything, typed and in order.
    public func updates() -> AsyncStream<ConversationUpdate> { told.listen() }

    /// The server's events as they come, unknown ones too.
    public func events() -> AsyncStream<ServerEvent> { raw.listen() }

    /// Items that are new or have more in them.
    public func items() -> some AsyncSequence<HistoryItem, Never> & Sendable {
        told.listen().compactMap { if case .item(let item) = $0 { item } else { nil } }
    }

    /// The model's voice, to be played.
    public func audio() -> some AsyncSequence<AudioFrame, Never> & Sendable {
        told.listen().compactMap { if case .audio(let frame, _) = $0 { frame } else { nil } }
    }

    /// The model's words as they come.
    public func words() -> some AsyncSequence<String, Never> & Sendable {
        told.listen().compactMap { if case .words(let words, _) = $0 { words } else { nil } }
    }

    /// Calls of functions that nobody registered: answer them.
    public func functionCalls() -> some AsyncSequence<FunctionCall, Never> & Sendable {
        told.listen().compactMap { if case .called(let call) = $0 { call } else { nil } }
    }

    /// What hosted MCP servers want to do: approve or refuse it.
    public func approvals() -> some AsyncSequence<MCPApprovalRequest, Never> & Sendable {
        told.listen().compactMap { if case .approvalWanted(let request) = $0 { request } else { nil } }
    }

    /// The conversation so far.
    public var history: ConversationHistory { state.withLock { $0.dialogue.history } }

    /// Updates and events that somebody who listened too slowly did not get.
    public var dropped: Int { told.dropped + raw.dropped }

    // MARK: Inside

    /// Sends an event as it is, past everything that this type keeps.
    public func send(raw event: ClientEvent) { link.send(event) }

    func take(_ event: LinkEvent) {
        switch event {
        case .connecting, .malformed, .dropped: break
        case .up: state.withLock { $0.dialogue.connected() }
        case .down(let reason, _, _): act { $0.disconnected(reason) }
        case .received(let event):
            raw.send(event)
            act { $0.received(event) }
        }
    }

    /// One order for everybody: what is decided first is sent, told and run first.
    private func act(_ decide: (inout TypedConversation) -> [TypedConversation.Order]) {
        state.withLock { state in carryOut(decide(&state.dialogue), &state) }
    }

    private func carryOut(_ orders: [TypedConversation.Order], _ state: inout State) {
        for order in orders {
            switch order {
            case .send(let event): link.send(event)
            case .tell(let update):
                tell(update, &state)
                told.send(update)
            case .renew: link.renew()
            case .taken(let session):
                if !state.waiting.isEmpty { state.waiting.removeFirst()?.resume(returning: session) }
            case .untaken(let error):
                let waiting = state.waiting.isEmpty ? nil : state.waiting.removeFirst()
                waiting?.resume(throwing: ClientError.refused(error))
                if waiting == nil { told.send(.refused(error)) }
            case .run(let function):
                if let run = state.functions[function.name] {
                    start.yield { [self] in await answer(function, by: run) }
                }
            }
        }
    }

    /// What somebody in here waits for, too.
    private func tell(_ update: ConversationUpdate, _ state: inout State) {
        switch update {
        case .ready(let session):
            for starting in state.starting { starting.resume(returning: session) }
            state.starting = []
        case .refused(let error):
            // The settings that it begins with, or something that names no event while they are waited for.
            guard !state.dialogue.isReady else { return }
            for starting in state.starting { starting.resume(throwing: ClientError.refused(error)) }
            state.starting = []
        case .approvalWanted(let request):
            if let approver = state.approvers[request.serverLabel] {
                start.yield { [self] in approve(request, await approver(request)) }
            }
        case .lost, .item, .removed, .words, .audio, .stopPlaying, .called, .responded, .settled: break
        }
    }

    private func answer(_ call: FunctionCall, by run: Function) async {
        do {
            answer(call, output: try await run(call.arguments))
        } catch {
            answer(call, output: "The function failed: \(error)")
        }
    }

    func finish() {
        // Functions may hold on to this conversation.
        let (waiting, functions, approvers) = state.withLock { state in
            state.isOver = true
            defer {
                state.waiting = []
                state.starting = []
                state.functions = [:]
                state.approvers = [:]
            }
            return (state.waiting.compactMap { $0 } + state.starting, state.functions, state.approvers)
        }
        withExtendedLifetime((functions, approvers)) {}
        for waiting in waiting { waiting.resume(throwing: ClientError.ended) }
        start.finish()
        told.finish()
        raw.finish()
    }
}
